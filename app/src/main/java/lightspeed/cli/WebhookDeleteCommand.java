package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Ends a subscription at Lightspeed.
@Command(footer = {"  lightspeed-cli webhook:delete 0242ac12-0002-11ee-e8a3-2d6f1c0c6ad1"})
final class WebhookDeleteCommand implements CliCommand {
  @Parameters(paramLabel = "<id>", description = "The subscription, as webhook:list shows it.")
  private String id = "";

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    try {
      session.services().subscriptions().delete(id);
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()), "lightspeed-cli webhook:list");
    }
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("id", id).with("deleted", true));
    } else {
      terminal.print("The subscription " + id + " is deleted.");
    }
    return ExitCode.DONE;
  }
}
