package lightspeed.cli;

import lightspeed.register.Register;
import lightspeed.xseries.Caller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Reads Lightspeed's list of consignments now.
@Command(
    description = {
      "Reads what changed in Lightspeed's list of consignments, so that register:list and sync:po"
          + " know which order numbers are taken. Workers do it before they create anything.",
      "Exits 1 when the list cannot be read to its end; the message names the next step."
    },
    footer = {"  lightspeed-cli register:walk", "  lightspeed-cli register:walk --from-start"})
final class RegisterWalkCommand implements CliCommand {
  @Option(
      names = "--from-start",
      description = "Read the whole list again; nothing that is known is forgotten.")
  private boolean isFromStart;

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
    session.stopInOrder();
    var register = session.services().register();
    var walked =
        isFromStart
            ? register.walkFromStart(Caller.person())
            : register.walk(Caller.person(), Register.Guard.NONE);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("pages", walked.pages()).with("rows", walked.rows()));
    } else {
      terminal.print(
          "The list was read to its end: "
              + Words.count(walked.rows(), "changed consignment")
              + " in "
              + Words.count(walked.pages(), "call")
              + ".");
    }
    return ExitCode.DONE;
  }
}
