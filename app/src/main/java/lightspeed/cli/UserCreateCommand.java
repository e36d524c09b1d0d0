package lightspeed.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Adds a person to the console.
@Command(
    description = {
      "Prints a link with which the person chooses a password; with --password it is asked for, or"
          + " read from standard input. Roles: viewer looks; buyer writes orders; approver approves"
          + " and cancels; operator syncs and works on queue and webhooks; admin does everything."
    },
    footer = {
      "  lightspeed-cli user:create ann --role=buyer",
      "  lightspeed-cli user:create root --role=admin --password < password.txt"
    })
final class UserCreateCommand implements CliCommand {
  @Parameters(paramLabel = "<name>", description = "Under which the person signs in.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "viewer, buyer, approver, operator or admin (viewer).")
  private String role = "viewer";

  @Option(names = "--password", description = "Ask for a password instead of making a link.")
  private boolean isPasswordAsked;

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var users = session.services().users();
    var wanted = SignInWords.role(role);
    var actor = SignInWords.actor(session);
    if (!isPasswordAsked) {
      SignInWords.show(session, name, users.create(name, wanted, actor));
      return ExitCode.DONE;
    }
    users.create(name, wanted, session.terminal().readSecret("Password of " + name), actor);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document().with("name", name).with("link", null).with("link_expires_at", null));
    } else {
      terminal.print(name + " can sign in as " + wanted.word() + ".");
    }
    return ExitCode.DONE;
  }
}
