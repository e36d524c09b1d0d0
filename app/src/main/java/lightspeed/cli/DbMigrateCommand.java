package lightspeed.cli;

import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import lightspeed.audit.AuditDetails;
import lightspeed.db.SchemaStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Brings the tables to the version this program needs. Doing it twice changes nothing.
@Command(
    description =
        "Forward only. Tables that hold something are backed up first if you say so: on a terminal"
            + " you are asked, elsewhere only --backup does it.",
    footer = {
      "  lightspeed-cli db:migrate",
      "  lightspeed-cli db:migrate --backup=before-upgrade.sql"
    })
final class DbMigrateCommand implements CliCommand {
  @Option(names = "--backup", paramLabel = "FILE", description = "Write a backup to FILE first.")
  private @Nullable Path backup;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) {
    if (session.services().restoreBackup().finish(session.services().actor())) {
      session.terminal().say("A restore that had been killed was finished.");
    }
    var migrations = session.services().migrations();
    var status = migrations.status();
    var file = status.isCurrent() ? null : backupFile(status, session);
    if (file != null) {
      long bytes = session.services().backup().writeTo(file);
      session.terminal().say("Backed up to " + file + " (" + bytes + " bytes).");
    }
    int applied = migrations.migrate();
    if (applied > 0) {
      note(applied, session.services());
    }
    report(applied, migrations.status(), session.terminal());
    return ExitCode.DONE;
  }

  /// Also binds what is in the audit log to the key with which entries are written from now on.
  private static void note(int applied, Services services) {
    var details = new AuditDetails().with("migrations", Integer.toString(applied)).json();
    services.audit().note(services.actor(), "database.migrated", details, null);
  }

  private @Nullable Path backupFile(SchemaStatus status, Session session) {
    if (backup != null || status.isEmpty()) {
      return status.isEmpty() ? null : backup;
    }
    var terminal = session.terminal();
    if (!terminal.isAttended()) {
      terminal.say("Migrating without a backup; --backup=FILE makes one first.");
      return null;
    }
    var services = session.services();
    var now = services.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var proposed =
        services.dataDirectory().folder("backups").resolve(now.replace(":", "") + ".sql");
    return terminal.confirm("Back up to " + proposed + " first?", true) ? proposed : null;
  }

  private static void report(int applied, SchemaStatus status, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document().with("applied", applied).with("schema_version", status.current()));
    } else if (applied == 0) {
      terminal.print("The tables are up to date (version " + status.current() + ").");
    } else {
      terminal.print(
          Words.count(applied, "migration")
              + " applied; the tables are at version "
              + status.current()
              + ".");
    }
  }
}
