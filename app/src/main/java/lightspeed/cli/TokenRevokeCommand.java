package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Ends a token at once.
@Command(footer = {"  lightspeed-cli token:revoke erp"})
final class TokenRevokeCommand implements CliCommand {
  @Parameters(paramLabel = "<name>", description = "The token, as token:list shows it.")
  private String name = "";

  @Override
  public ExitCode run(Session session) {
    session.services().tokens().revoke(name, SignInWords.actor(session));
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(new Document().with("name", name).with("revoked", true));
    } else {
      terminal.print("The token " + name + " is refused from now on.");
    }
    return ExitCode.DONE;
  }
}
