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
          withArguments(
              "po:import",
              CommandGroup.ORDERS,
              "Bring orders in from a CSV file",
              PoImportCommand::new),
          bare("po:list", CommandGroup.ORDERS, "List orders, newest first", PoListCommand::new),
          withArguments(
              "po:show",
              CommandGroup.ORDERS,
              "Show one order with lines and history",
              PoShowCommand::new),
          withArguments(
              "po:approve",
              CommandGroup.ORDERS,
              "Approve orders, which sends them",
              PoApproveCommand::new),
          withArguments(
              "sync:po",
              CommandGroup.SYNC,
              "Send one order now, or show what that would do",
              SyncPoCommand::new),
          bare(
              "sync:pending",
              CommandGroup.SYNC,
              "Queue every approved order that was not sent yet",
              SyncPendingCommand::new),
          withArguments(
              "sync:status", CommandGroup.SYNC, "Show how far an order is", SyncStatusCommand::new),
          withArguments(
              "sync:retry", CommandGroup.SYNC, "Try a failed order again", SyncRetryCommand::new),
          bare(
              "queue:work",
              CommandGroup.QUEUE,
              "Run jobs until told to stop",
              QueueWorkCommand::new),
          bare(
              "queue:stats",
              CommandGroup.QUEUE,
              "Count jobs and show live workers",
              QueueStatsCommand::new),
          bare("queue:list", CommandGroup.QUEUE, "List jobs, newest first", QueueListCommand::new),
          withArguments(
              "queue:show",
              CommandGroup.QUEUE,
              "Show one job with its history",
              QueueShowCommand::new),
          withArguments(
              "queue:retry",
              CommandGroup.QUEUE,
              "Put a failed job back into the queue",
              QueueRetryCommand::new),
          bare(
              "queue:retry-all",
              CommandGroup.QUEUE,
              "Put all failed jobs back into the queue",
              QueueRetryAllCommand::new),
          withArguments(
              "queue:cancel", CommandGroup.QUEUE, "Cancel a job", QueueCancelCommand::new),
          bare(
              "queue:recover",
              CommandGroup.QUEUE,
              "Release the jobs of dead workers",
              QueueRecoverCommand::new),
          bare(
              "queue:prune",
              CommandGroup.QUEUE,
              "Delete old finished jobs",
              QueuePruneCommand::new),
          bare(
              "vend:test",
              CommandGroup.LIGHTSPEED,
              "Test the connection: who am I, which store, calls left",
              VendTestCommand::new),
          bare("vend:outlets", CommandGroup.LIGHTSPEED, "List outlets", VendOutletsCommand::new),
          bare(
              "vend:suppliers",
              CommandGroup.LIGHTSPEED,
              "List suppliers",
              VendSuppliersCommand::new),
          withArguments(
              "vend:products",
              CommandGroup.LIGHTSPEED,
              "Find products by SKU or text",
              VendProductsCommand::new),
          withArguments(
              "vend:consignment",
              CommandGroup.LIGHTSPEED,
              "Show a consignment with its lines",
              VendConsignmentCommand::new),
          bare(
              "catalog:pull",
              CommandGroup.LIGHTSPEED,
              "Refresh our mirror of the catalogue",
              CatalogPullCommand::new),
          bare("status", CommandGroup.OVERVIEW, "Everything on one screen", StatusCommand::new),
          bare(
              "health",
              CommandGroup.OVERVIEW,
              "Check that all works, for scripts",
              HealthCommand::new),
          bare(
              "config:show",
              CommandGroup.SETTINGS,
              "Show settings, where they come from and what they mean",
              ConfigShowCommand::new),
          withArguments(
              "config:set",
              CommandGroup.SETTINGS,
              "Store a setting; running processes follow",
              ConfigSetCommand::new),
          withArguments(
              "config:unset",
              CommandGroup.SETTINGS,
              "Go back to the default of a setting",
              ConfigUnsetCommand::new),
          bare(
              "db:migrate",
              CommandGroup.DATABASE,
              "Make the tables, or bring them up to date",
              DbMigrateCommand::new),
          bare(
              "db:status",
              CommandGroup.DATABASE,
              "Show which database is used and how its tables stand",
              DbStatusCommand::new),
          withArguments(
              "db:backup",
              CommandGroup.DATABASE,
              "Write all tables to a file",
              DbBackupCommand::new),
          bare(
              "db:shell",
              CommandGroup.DATABASE,
              "Open MariaDB's command line",
              DbShellCommand::new),
          bare(
              "db:start",
              CommandGroup.DATABASE,
              "Start the embedded database",
              DbStartCommand::new),
          bare("db:stop", CommandGroup.DATABASE, "Stop the embedded database", DbStopCommand::new),
          bare(
              "sandbox",
              CommandGroup.TRY,
              "Start a Lightspeed API with a store in it",
              SandboxCommand::new),
          bare(
              "demo",
              CommandGroup.TRY,
              "See the whole story on a database and a store of its own",
              DemoCommand::new));

  private CommandList() {}

  /// @throws UsageError when there is no such command; names the nearest
  static CommandEntry require(String name) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static UsageError unknown(String name) {
    var names = ALL.stream().map(CommandEntry::name).toList();
    return new UsageError(
        "There is no command " + name + "." + Arguments.didYouMean(Nearest.to(name, names)),
        "lightspeed-cli help lists all commands.");
  }
}
