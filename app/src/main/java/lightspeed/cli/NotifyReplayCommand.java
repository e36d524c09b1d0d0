package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Sends a notification once more, whatever became of it; the receiver knows it by its id.
@Command(footer = {"  lightspeed-cli notify:replay 42"})
final class NotifyReplayCommand implements CliCommand {
  @Parameters(paramLabel = "<id>", description = "The notification, as notify:log shows it.")
  private long id;

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    var job =
        session
            .services()
            .notifications()
            .replay(id)
            .orElseThrow(
                () ->
                    new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "not_found",
                        "There is no notification " + id + ".",
                        "lightspeed-cli notify:log shows them."));
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("notification", id).with("job", job));
    } else {
      terminal.print("Notification " + id + " is sent again by " + job + ".");
    }
    return ExitCode.DONE;
  }
}
