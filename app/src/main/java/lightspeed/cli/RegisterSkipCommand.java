package lightspeed.cli;

import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Passes the one consignment that keeps the list from being read to its end.
@Command(
    description = {
      "For a consignment that Lightspeed's list cannot show: it is read individually, its order"
          + " number is noted, and the list is read from behind it.",
      "Exits 1 when another one is in the way, or it cannot be read individually either."
    },
    footer = {"  lightspeed-cli register:skip 0af7b240-ab24-11e7-eddc-9e5a3fd8b6b5"})
final class RegisterSkipCommand implements CliCommand {
  @Parameters(paramLabel = "<id>", description = "Lightspeed's id of the consignment.")
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
    var consignment = consignment(id);
    var taken = session.services().register().skip(Caller.person(), consignment);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(RegisterListCommand.document(taken));
    } else {
      terminal.print(
          "Consignment "
              + taken.id()
              + " is known with number "
              + taken.reference()
              + " and passed. Read on: lightspeed-cli register:walk");
    }
    return ExitCode.DONE;
  }

  /// @throws UsageError when that can be no id
  static ConsignmentId consignment(String id) {
    try {
      return new ConsignmentId(id);
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()), null);
    }
  }
}
