package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Works on a kept delivery once more; safe at any time, because a webhook only makes us look.
@Command(footer = {"  lightspeed-cli webhook:replay 42"})
final class WebhookReplayCommand implements CliCommand {
  @Parameters(paramLabel = "<id>", description = "The delivery, as webhook:log shows it.")
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
            .deliveries()
            .replay(id)
            .orElseThrow(
                () ->
                    new CommandFailed(
                        ExitCode.NOT_FOUND,
                        "not_found",
                        "There is no webhook " + id + ".",
                        "lightspeed-cli webhook:log shows them."));
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("delivery", id).with("job", job));
    } else {
      terminal.print(job + " will process webhook " + id + " again.");
    }
    return ExitCode.DONE;
  }
}
