package lightspeed.cli;

import picocli.CommandLine.Command;

/// Stops the embedded database.
@Command(
    description = "Workers that still run wait for it; any command starts it again.",
    footer = {"  lightspeed-cli db:stop"})
final class DbStopCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    boolean wasRunning = DbStartCommand.requireOwn(session.services()).stop();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("stopped", wasRunning));
    } else {
      terminal.print(
          wasRunning ? "The embedded database has stopped." : "The embedded database did not run.");
    }
    return ExitCode.DONE;
  }
}
