package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Replaces the name of a person who left.
@Command(
    description = {
      "Signs the person out for good, ends their tokens and puts a name such as former-12 in place"
          + " of theirs, also on orders. The audit log names people by number and stays whole;"
          + " entries from before version 12 of the tables keep the name until audit:prune deletes"
          + " them."
    },
    footer = {"  lightspeed-cli user:forget ann", "  lightspeed-cli user:forget ann --yes"})
final class UserForgetCommand implements CliCommand {
  @Parameters(paramLabel = "<name>", description = "The person.")
  private String name = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean isSure;

  @Override
  public ExitCode run(Session session) {
    var terminal = session.terminal();
    if (!Sure.of(terminal, isSure, "Replace the name " + name + " everywhere, for good?")) {
      return ExitCode.DONE;
    }
    var former = session.services().forgetPerson().forget(name, SignInWords.actor(session));
    if (terminal.isJson()) {
      terminal.json(new Document().with("name", former));
    } else {
      terminal.print("The user is now called " + former + " and can no longer sign in.");
    }
    return ExitCode.DONE;
  }
}
