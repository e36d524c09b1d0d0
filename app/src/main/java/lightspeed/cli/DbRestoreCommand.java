package lightspeed.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import lightspeed.restore.Restored;
import lightspeed.settings.Reseal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Restores the tables of a backup.
@Command(
    description = {
      "What is in the database now is replaced by what the backup holds. The file is checked first:"
          + " half a file, one of another store or of a newer program is refused, and nothing is"
          + " touched. Older tables are brought up to date. Stop workers and servers first.",
      "Orders that were sent after the backup was made are not sent again: the list of consignments"
          + " is walked before anything is created. Everybody is signed out, and cancellations and"
          + " pushes that were waiting lapse. The key is in no backup: keep it beside your"
          + " backups.",
      "Exits 4 while workers, a server or another restore run, and for a backup of another store."
    },
    footer = {
      "  lightspeed-cli db:restore backup.sql",
      "  lightspeed-cli db:restore backup.sql.gz --yes"
    })
final class DbRestoreCommand implements CliCommand {
  private static final int SHOWN = 50;

  @Parameters(paramLabel = "<file>", description = "What db:backup wrote.")
  private Path file = Path.of("");

  @Option(names = "--yes", description = "Do not ask.")
  private boolean isSure;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws NoSuchFileException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    var services = session.services();
    var terminal = session.terminal();
    services.restoreBackup().check();
    if (!Sure.of(
        terminal, isSure, "Replace all that is in the database by what " + file + " holds?")) {
      return ExitCode.CONFLICT;
    }
    var bar = new ProgressBar(services.clock(), "KB");
    var restored =
        services
            .restoreBackup()
            .restore(file, services.actor(), soFar -> terminal.progress(bar.of(soFar / 1024, 0)));
    terminal.endProgress();
    warnOfKeys(services.rotateKey().look(), terminal);
    if (terminal.isJson()) {
      terminal.json(document(restored));
    } else {
      print(restored, terminal);
    }
    return ExitCode.DONE;
  }

  private Document document(Restored restored) {
    return new Document()
        .with("file", file.toAbsolutePath())
        .with("schema_version", restored.version())
        .with("migrations_applied", restored.migrations())
        .with("orders", restored.orders())
        .with("newest_entry_at", restored.newest())
        .with("epoch", restored.epoch())
        .with("tokens_valid_again", restored.tokensBack())
        .with("people_back", restored.peopleBack())
        .with("walk_trouble", restored.walk().trouble())
        .with(
            "unexplained_consignments",
            restored.walk().unexplained().stream().map(DbRestoreCommand::document).toList());
  }

  private static Document document(Restored.Unexplained one) {
    return new Document()
        .with("id", one.consignment())
        .with("reference", one.reference())
        .with("status", one.status())
        .with("order", one.order());
  }

  private void print(Restored restored, Terminal terminal) {
    var newest = restored.newest();
    terminal.print(
        "Restored "
            + file
            + ": "
            + Words.count(restored.orders(), "order")
            + (newest == null ? "" : ", as of " + Words.time(newest))
            + (restored.migrations() == 0
                ? "."
                : "; brought up to date from version " + restored.version() + "."));
    if (!restored.tokensBack().isEmpty()) {
      terminal.warn(
          "API tokens that had been revoked are valid again: "
              + String.join(", ", restored.tokensBack())
              + ". End them: lightspeed-cli token:revoke <name>");
    }
    if (!restored.peopleBack().isEmpty()) {
      terminal.warn(
          "people who could not sign in any more can again: "
              + String.join(", ", restored.peopleBack())
              + ". Disable them: lightspeed-cli user:change <name> --disable");
    }
    terminal.say("Everybody was signed out; cancellations and pushes that were waiting lapsed.");
    printWalk(restored.walk(), terminal);
  }

  private static void warnOfKeys(Reseal.Result secrets, Terminal terminal) {
    if (!secrets.unreadable().isEmpty()) {
      terminal.warn(
          "the key of this backup is not here, so these secrets cannot be opened: "
              + String.join(", ", secrets.unreadable())
              + ". Bring the key file of that time back, or set them again.");
    }
    if (secrets.resealed() > 0) {
      terminal.warn(
          "older keys sealed "
              + Words.count(secrets.resealed(), "secret")
              + " of this backup. They work; seal them again: lightspeed-cli config:rotate-key");
    }
  }

  private static void printWalk(Restored.Walk walk, Terminal terminal) {
    if (walk.trouble() != null) {
      terminal.warn(
          "the list of consignments could not be walked now: "
              + walk.trouble()
              + " The next worker does that before it sends anything.");
      return;
    }
    if (walk.unexplained().isEmpty()) {
      terminal.print("Every consignment that is newer than the backup belongs to an order.");
      return;
    }
    terminal.print(
        Words.count(walk.unexplained().size(), "consignment")
            + " newer than the backup belong to no order here:");
    walk.unexplained().stream()
        .limit(SHOWN)
        .forEach(
            one ->
                terminal.print(
                    "  "
                        + one.consignment()
                        + "  "
                        + one.status()
                        + "  "
                        + (one.reference() == null ? "(no reference)" : one.reference())
                        + (one.order() == null
                            ? ""
                            : "  the number of an order here; it is compared before it is sent")));
  }
}
