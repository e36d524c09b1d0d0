package lightspeed.cli;

import java.nio.file.Path;
import lightspeed.db.DatabaseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes all tables, as they are at one moment, to a file.
@Command(
    description =
        "The product may go on working at the same time. A name that ends with .gz compresses. The"
            + " key that opens stored secrets is not in the backup; the command says where it is.",
    footer = {
      "  lightspeed-cli db:backup backup.sql",
      "  lightspeed-cli db:backup backup.sql.gz     (compressed)",
      "  lightspeed-cli db:restore backup.sql       (has it back)"
    })
final class DbBackupCommand implements CliCommand {
  @Parameters(paramLabel = "<file>", description = "A file that does not exist yet.")
  private Path file = Path.of("");

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    session.stopInOrder();
    var terminal = session.terminal();
    var bar = new ProgressBar(session.services().clock(), "KB");
    long bytes;
    try {
      bytes =
          session
              .services()
              .backup()
              .writeTo(file, soFar -> terminal.progress(bar.of(soFar / 1024, 0)));
    } catch (DatabaseException.BackupFailed e) {
      // Ctrl-C on a terminal ends the dumping program too, which then looks like a failure.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
    terminal.endProgress();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("file", file.toAbsolutePath())
              .with("bytes", bytes)
              .with("keep_beside", session.services().keyPlace()));
    } else {
      terminal.print("Backed up to " + file + " (" + bytes + " bytes).");
      terminal.say(
          "The key is not in it; keep it beside the backup: " + session.services().keyPlace());
    }
    return ExitCode.DONE;
  }
}
