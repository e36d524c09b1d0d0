package lightspeed.cli;

import lightspeed.db.EmbeddedServer;
import lightspeed.db.SchemaStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// Which database is used, whether it runs and how its tables stand. Starts nothing.
@Command(footer = {"  lightspeed-cli db:status", "  lightspeed-cli db:status --json"})
final class DbStatusCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    var services = session.services();
    @Nullable EmbeddedServer embedded = services.embeddedServer().orElse(null);
    boolean isRunning = embedded == null || embedded.running().isPresent();
    @Nullable SchemaStatus schema = isRunning ? services.migrations().status() : null;
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(document(services, embedded, isRunning, schema));
    } else {
      print(services, embedded, isRunning, schema, terminal);
    }
    return ExitCode.DONE;
  }

  private static Document document(
      Services services,
      @Nullable EmbeddedServer embedded,
      boolean isRunning,
      @Nullable SchemaStatus schema) {
    return new Document()
        .with("kind", embedded == null ? "outside" : "embedded")
        .with("url", isRunning ? services.databaseAddress().url() : null)
        .with("is_running", isRunning)
        .with("pid", embedded == null ? null : embedded.pid().orElse(null))
        .with(
            "schema",
            schema == null
                ? null
                : new Document()
                    .with("version", schema.current())
                    .with("newest", schema.newestKnown())
                    .with("pending", schema.pending())
                    .with("is_current", schema.isCurrent())
                    .with("is_empty", schema.isEmpty())
                    .with("has_failure", schema.hasFailure()));
  }

  private static void print(
      Services services,
      @Nullable EmbeddedServer embedded,
      boolean isRunning,
      @Nullable SchemaStatus schema,
      Terminal terminal) {
    new Facts()
        .add("database", embedded == null ? "outside" : "embedded")
        .add("data directory", embedded == null ? null : services.dataDirectory().path())
        .add("address", isRunning ? services.databaseAddress().url() : null)
        .add("running", isRunning ? "yes" : "no; it starts automatically when needed")
        .add("process", embedded == null ? null : embedded.pid().orElse(null))
        .add("tables", schema == null ? null : tables(schema))
        .print(terminal);
  }

  private static String tables(SchemaStatus schema) {
    if (schema.hasFailure()) {
      return "the last migration stopped midway; run lightspeed-cli db:migrate";
    }
    var current = schema.current();
    if (current == null) {
      return "none yet; run lightspeed-cli db:migrate";
    }
    if (schema.isCurrent()) {
      return "up to date (version " + current + ")";
    }
    return current > schema.newestKnown()
        ? "version " + current + ", made by a newer program; upgrade this one"
        : "version "
            + current
            + ", this program needs "
            + schema.newestKnown()
            + "; run lightspeed-cli db:migrate";
  }
}
