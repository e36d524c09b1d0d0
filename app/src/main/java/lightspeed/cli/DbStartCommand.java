package lightspeed.cli;

import lightspeed.db.EmbeddedServer;
import picocli.CommandLine.Command;

/// Starts the embedded database.
@Command(
    description = "Other commands start it automatically when they need it.",
    footer = {"  lightspeed-cli db:start"})
final class DbStartCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    var server = requireOwn(session.services());
    boolean wasRunning = server.running().isPresent();
    var address = server.start();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("started", !wasRunning)
              .with("url", address.url())
              .with("pid", server.pid().orElse(null)));
    } else {
      terminal.print(
          (wasRunning ? "The embedded database runs already: " : "The embedded database runs: ")
              + address.url());
    }
    return ExitCode.DONE;
  }

  /// @throws CommandFailed when the database is somebody else's
  static EmbeddedServer requireOwn(Services services) {
    return services
        .embeddedServer()
        .orElseThrow(
            () ->
                new CommandFailed(
                    ExitCode.CONFLICT,
                    "conflict",
                    "The database is an outside one (lightspeed_database_url is set); it is started"
                        + " and stopped by who runs it.",
                    null));
  }
}
