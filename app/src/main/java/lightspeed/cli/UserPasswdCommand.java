package lightspeed.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sets the password of a person, who is signed out everywhere.
@Command(
    footer = {
      "  lightspeed-cli user:passwd ann",
      "  lightspeed-cli user:passwd ann - < password.txt",
      "  lightspeed-cli user:passwd ann --link"
    })
final class UserPasswdCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "<name>", description = "The person.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "-",
      description = "- or nothing: the password is asked for, or read from standard input.")
  private @Nullable String from;

  @Option(names = "--link", description = "Make a link with which the person chooses one.")
  private boolean isLink;

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (from != null && !from.equals("-")) {
      throw new UsageError(
          "A password is never an argument: others can see it there. Write - and type it.", null);
    }
    var users = session.services().users();
    var actor = SignInWords.actor(session);
    if (isLink) {
      SignInWords.show(session, name, users.newLink(name, actor));
      return ExitCode.DONE;
    }
    users.setPassword(name, session.terminal().readSecret("New password of " + name), actor);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document().with("name", name).with("link", null).with("link_expires_at", null));
    } else {
      terminal.print("The password of " + name + " is set; " + name + " is signed out everywhere.");
    }
    return ExitCode.DONE;
  }
}
