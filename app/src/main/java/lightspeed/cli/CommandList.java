package lightspeed.cli;

import static lightspeed.cli.CommandEntry.bare;
import static lightspeed.cli.CommandEntry.withArguments;

import java.util.List;

/// All commands. Building one is left to who calls it, because picocli reads a class by reflection
/// and forty of them take longer than a short command may.
final class CommandList {
  static final String HELP = "help";

  static final List<CommandEntry> ALL =
      List.of(
          withArguments("po:import", CommandGroup.ORDERS, "Bring orders in from a CSV file"),
          bare("po:export", CommandGroup.ORDERS, "Write orders as CSV that po:import takes"),
          bare("po:list", CommandGroup.ORDERS, "List orders, newest first"),
          withArguments("po:show", CommandGroup.ORDERS, "Show one order with lines and history"),
          withArguments("po:approve", CommandGroup.ORDERS, "Approve orders, which sends them"),
          withArguments("po:cancel", CommandGroup.ORDERS, "Cancel an order, in Lightspeed too"),
          withArguments(
              "po:reopen", CommandGroup.ORDERS, "Make an order that was never sent a draft again"),
          bare("po:adopt", CommandGroup.ORDERS, "Take a consignment over that is in Lightspeed"),
          bare("po:receipts", CommandGroup.ORDERS, "Write what was received of each line as CSV"),
          withArguments(
              "sync:po", CommandGroup.SYNC, "Send one order now, or show what that would do"),
          bare(
              "sync:pending",
              CommandGroup.SYNC,
              "Queue every approved order that was not sent yet"),
          withArguments("sync:status", CommandGroup.SYNC, "Show how far an order is"),
          withArguments("sync:retry", CommandGroup.SYNC, "Try a failed order again"),
          withArguments(
              "sync:diff", CommandGroup.SYNC, "Compare an order with Lightspeed, and settle it"),
          bare("sync:reconcile", CommandGroup.SYNC, "Ask Lightspeed for changes now"),
          bare("queue:work", CommandGroup.QUEUE, "Run jobs until told to stop"),
          bare("queue:stats", CommandGroup.QUEUE, "Count jobs and show live workers"),
          bare("queue:list", CommandGroup.QUEUE, "List jobs, newest first"),
          withArguments("queue:show", CommandGroup.QUEUE, "Show one job with its history"),
          withArguments("queue:retry", CommandGroup.QUEUE, "Put a failed job back into the queue"),
          bare("queue:retry-all", CommandGroup.QUEUE, "Put all failed jobs back into the queue"),
          withArguments("queue:cancel", CommandGroup.QUEUE, "Cancel a job"),
          bare("queue:recover", CommandGroup.QUEUE, "Release the jobs of dead workers"),
          bare("queue:prune", CommandGroup.QUEUE, "Delete old finished jobs"),
          bare(
              "vend:test",
              CommandGroup.LIGHTSPEED,
              "Test the connection: who am I, which store, calls left"),
          bare("vend:outlets", CommandGroup.LIGHTSPEED, "List outlets"),
          bare("vend:suppliers", CommandGroup.LIGHTSPEED, "List suppliers"),
          withArguments("vend:products", CommandGroup.LIGHTSPEED, "Find products by SKU or text"),
          withArguments(
              "vend:consignment", CommandGroup.LIGHTSPEED, "Show a consignment with its lines"),
          bare("register:list", CommandGroup.LIGHTSPEED, "List which order numbers the store has"),
          bare("register:walk", CommandGroup.LIGHTSPEED, "Look for order numbers now"),
          withArguments(
              "register:skip",
              CommandGroup.LIGHTSPEED,
              "Pass a consignment that keeps the list from being read"),
          bare("catalog:pull", CommandGroup.LIGHTSPEED, "Refresh the local copy of the catalog"),
          bare("serve", CommandGroup.SERVER, "Run console, API and webhook receiver"),
          bare("webhook:list", CommandGroup.SERVER, "List subscriptions beside those we want"),
          withArguments("webhook:create", CommandGroup.SERVER, "Subscribe to the events we want"),
          withArguments("webhook:delete", CommandGroup.SERVER, "End a subscription"),
          bare("webhook:log", CommandGroup.SERVER, "List received webhooks, newest first"),
          withArguments("webhook:replay", CommandGroup.SERVER, "Work on a webhook once more"),
          bare("webhook:listen", CommandGroup.SERVER, "Show webhooks as they come"),
          withArguments(
              "webhook:trigger", CommandGroup.SERVER, "Send a sample webhook to our own server"),
          bare("notify:log", CommandGroup.SERVER, "List notifications to you, newest first"),
          withArguments("notify:replay", CommandGroup.SERVER, "Send a notification once more"),
          bare("notify:test", CommandGroup.SERVER, "Send a test notification now"),
          withArguments("user:create", CommandGroup.PEOPLE, "Create a console user"),
          bare("user:list", CommandGroup.PEOPLE, "List who may sign in"),
          withArguments(
              "user:passwd", CommandGroup.PEOPLE, "Set a password, or make a link for it"),
          withArguments("user:change", CommandGroup.PEOPLE, "Change a role, disable or sign out"),
          withArguments(
              "user:forget", CommandGroup.PEOPLE, "Replace the name of a person who left"),
          withArguments("token:create", CommandGroup.PEOPLE, "Let a program call the API"),
          bare("token:list", CommandGroup.PEOPLE, "List tokens, newest first"),
          withArguments("token:revoke", CommandGroup.PEOPLE, "End a token"),
          bare("audit:list", CommandGroup.PEOPLE, "List who did what, newest first"),
          bare("audit:verify", CommandGroup.PEOPLE, "Verify that the audit log was not altered"),
          bare("audit:prune", CommandGroup.PEOPLE, "Delete old entries of that list"),
          bare("status", CommandGroup.OVERVIEW, "Everything on one screen"),
          bare("health", CommandGroup.OVERVIEW, "Check that all works, for scripts"),
          bare(
              "doctor",
              CommandGroup.OVERVIEW,
              "Find what is wrong, and the command that repairs it"),
          bare(
              "config:show",
              CommandGroup.SETTINGS,
              "Show settings, where they come from and what they mean"),
          withArguments(
              "config:set", CommandGroup.SETTINGS, "Store a setting; running processes follow"),
          withArguments(
              "config:unset", CommandGroup.SETTINGS, "Go back to the default of a setting"),
          bare(
              "config:rotate-key",
              CommandGroup.SETTINGS,
              "Seal the secrets with a new key; --forget-old removes older ones"),
          bare("db:migrate", CommandGroup.DATABASE, "Make the tables, or bring them up to date"),
          bare(
              "db:status",
              CommandGroup.DATABASE,
              "Show which database is used and how its tables stand"),
          withArguments("db:backup", CommandGroup.DATABASE, "Write all tables to a file"),
          withArguments("db:restore", CommandGroup.DATABASE, "Have the tables of a backup back"),
          bare("db:shell", CommandGroup.DATABASE, "Open MariaDB's command line"),
          bare("db:start", CommandGroup.DATABASE, "Start the embedded database"),
          bare("db:stop", CommandGroup.DATABASE, "Stop the embedded database"),
          bare(
              "installation:confirm",
              CommandGroup.DATABASE,
              "Say what a moved or copied database is"),
          bare("store:switch", CommandGroup.DATABASE, "Begin with another store under this data"),
          bare("sandbox", CommandGroup.TRY, "Start a Lightspeed API with a store in it"),
          bare(
              "demo", CommandGroup.TRY, "See the whole story on a database and a store of its own"),
          withArguments("completion", CommandGroup.HELP, "Print the completion script of a shell"),
          bare(HELP, CommandGroup.HELP, "List all commands by task, or explain some"));

  /// Called by scripts that come with the program; nobody reads about them.
  private static final List<CommandEntry> HIDDEN =
      List.of(
          withArguments("__complete", CommandGroup.HELP, "List what begins like this"),
          bare("__train", CommandGroup.HELP, "Run what start-up is prepared for"));

  private CommandList() {}

  /// @throws UsageError when there is no such command; names the nearest
  static CommandEntry require(String name) {
    for (var list : List.of(ALL, HIDDEN)) {
      for (var entry : list) {
        if (entry.name().equals(name)) {
          return entry;
        }
      }
    }
    throw unknown(name);
  }

  /// Builds one. A switch, because a list of constructor references is a class for each, made at
  /// every start.
  static CliCommand make(CommandEntry entry) {
    return switch (entry.name()) {
      case "po:import" -> new PoImportCommand();
      case "po:export" -> new PoExportCommand();
      case "po:list" -> new PoListCommand();
      case "po:show" -> new PoShowCommand();
      case "po:approve" -> new PoApproveCommand();
      case "po:cancel" -> new PoCancelCommand();
      case "po:reopen" -> new PoReopenCommand();
      case "po:adopt" -> new PoAdoptCommand();
      case "po:receipts" -> new PoReceiptsCommand();
      case "sync:diff" -> new SyncDiffCommand();
      case "sync:reconcile" -> new SyncReconcileCommand();
      case "sync:po" -> new SyncPoCommand();
      case "sync:pending" -> new SyncPendingCommand();
      case "sync:status" -> new SyncStatusCommand();
      case "sync:retry" -> new SyncRetryCommand();
      case "queue:work" -> new QueueWorkCommand();
      case "queue:stats" -> new QueueStatsCommand();
      case "queue:list" -> new QueueListCommand();
      case "queue:show" -> new QueueShowCommand();
      case "queue:retry" -> new QueueRetryCommand();
      case "queue:retry-all" -> new QueueRetryAllCommand();
      case "queue:cancel" -> new QueueCancelCommand();
      case "queue:recover" -> new QueueRecoverCommand();
      case "queue:prune" -> new QueuePruneCommand();
      case "vend:test" -> new VendTestCommand();
      case "vend:outlets" -> new VendOutletsCommand();
      case "vend:suppliers" -> new VendSuppliersCommand();
      case "vend:products" -> new VendProductsCommand();
      case "vend:consignment" -> new VendConsignmentCommand();
      case "register:list" -> new RegisterListCommand();
      case "register:walk" -> new RegisterWalkCommand();
      case "register:skip" -> new RegisterSkipCommand();
      case "catalog:pull" -> new CatalogPullCommand();
      case "serve" -> new ServeCommand();
      case "webhook:list" -> new WebhookListCommand();
      case "webhook:create" -> new WebhookCreateCommand();
      case "webhook:delete" -> new WebhookDeleteCommand();
      case "webhook:log" -> new WebhookLogCommand();
      case "webhook:replay" -> new WebhookReplayCommand();
      case "webhook:listen" -> new WebhookListenCommand();
      case "webhook:trigger" -> new WebhookTriggerCommand();
      case "notify:log" -> new NotifyLogCommand();
      case "notify:replay" -> new NotifyReplayCommand();
      case "notify:test" -> new NotifyTestCommand();
      case "user:create" -> new UserCreateCommand();
      case "user:list" -> new UserListCommand();
      case "user:passwd" -> new UserPasswdCommand();
      case "user:change" -> new UserChangeCommand();
      case "user:forget" -> new UserForgetCommand();
      case "audit:list" -> new AuditListCommand();
      case "audit:verify" -> new AuditVerifyCommand();
      case "audit:prune" -> new AuditPruneCommand();
      case "token:create" -> new TokenCreateCommand();
      case "token:list" -> new TokenListCommand();
      case "token:revoke" -> new TokenRevokeCommand();
      case "status" -> new StatusCommand();
      case "health" -> new HealthCommand();
      case "doctor" -> new DoctorCommand();
      case "config:show" -> new ConfigShowCommand();
      case "config:set" -> new ConfigSetCommand();
      case "config:unset" -> new ConfigUnsetCommand();
      case "config:rotate-key" -> new ConfigRotateKeyCommand();
      case "db:migrate" -> new DbMigrateCommand();
      case "db:status" -> new DbStatusCommand();
      case "db:backup" -> new DbBackupCommand();
      case "db:restore" -> new DbRestoreCommand();
      case "db:shell" -> new DbShellCommand();
      case "db:start" -> new DbStartCommand();
      case "db:stop" -> new DbStopCommand();
      case "installation:confirm" -> new InstallationConfirmCommand();
      case "store:switch" -> new StoreSwitchCommand();
      case "sandbox" -> new SandboxCommand();
      case "demo" -> new DemoCommand();
      case "completion" -> new CompletionCommand();
      case HELP -> new HelpCommand();
      case "__complete" -> new CompleteCommand();
      case "__train" -> new TrainCommand();
      default -> throw new IllegalStateException(entry.name() + " cannot be built");
    };
  }

  private static UsageError unknown(String name) {
    var names = ALL.stream().map(CommandEntry::name).toList();
    return new UsageError(
        "There is no command " + name + "." + Arguments.didYouMean(Nearest.to(name, names)),
        "lightspeed-cli help lists all commands.");
  }
}
