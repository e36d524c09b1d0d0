package lightspeed.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Changes what a person may do; it holds at once, also where the person is signed in.
@Command(
    footer = {
      "  lightspeed-cli user:change ann --role=approver",
      "  lightspeed-cli user:change ann --disable",
      "  lightspeed-cli user:change ann --enable",
      "  lightspeed-cli user:change ann --sign-out",
      "  lightspeed-cli user:change ann --reset-second-factor"
    })
final class UserChangeCommand implements CliCommand {
  @Parameters(paramLabel = "<name>", description = "The person.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "viewer, buyer, approver, operator or admin.")
  private @Nullable String role;

  @Option(names = "--disable", description = "Sign out everywhere, and let in no more.")
  private boolean isDisabled;

  @Option(names = "--enable", description = "Let in again.")
  private boolean isEnabled;

  @Option(names = "--sign-out", description = "Sign out everywhere.")
  private boolean isSignedOut;

  @Option(
      names = "--reset-second-factor",
      description = "Forget the authenticator app and its recovery codes, and sign out everywhere.")
  private boolean isFactorReset;

  @Override
  public ExitCode run(Session session) {
    if (role == null && !isDisabled && !isEnabled && !isSignedOut && !isFactorReset) {
      throw new UsageError(
          "Say what to change: --role, --disable, --enable, --sign-out or --reset-second-factor.",
          null);
    }
    if (isDisabled && isEnabled) {
      throw new UsageError("--disable and --enable exclude each other.", null);
    }
    var users = session.services().users();
    var actor = SignInWords.actor(session);
    if (role != null) {
      users.changeRole(name, SignInWords.role(role), actor);
    }
    if (isDisabled) {
      users.disable(name, actor);
    }
    if (isEnabled) {
      users.enable(name, actor);
    }
    if (isSignedOut) {
      users.endSessions(name, actor);
    }
    if (isFactorReset) {
      session.services().secondFactors().reset(name, actor);
    }
    var user = users.find(name).orElseThrow();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(SignInWords.document(user));
    } else {
      terminal.print(
          user.name() + ": " + user.role().word() + (user.isActive() ? "." : ", disabled."));
    }
    return ExitCode.DONE;
  }
}
