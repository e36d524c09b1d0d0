package lightspeed.cli;

import java.util.Map;

/// How the demo speaks: numbered steps, and commands run as if an operator had typed them. Silent
/// with `--json`, but for the one document at the end.
final class DemoVoice {
  private final Session session;
  private final Terminal terminal;
  private final Map<String, String> environment;
  private int step;

  DemoVoice(Session session, Map<String, String> environment) {
    this.session = session;
    this.terminal = session.terminal();
    this.environment = environment;
  }

  Terminal terminal() {
    return terminal;
  }

  /// The product as the demo's commands see it; the caller closes it.
  Services services() {
    return session.commands().services(environment);
  }

  void tell(String title, String text) {
    step++;
    if (!terminal.isJson()) {
      terminal.print("");
      terminal.print(terminal.styled(Style.BOLD, step + ". " + title));
      terminal.print(text);
    }
  }

  /// Runs a command that must succeed.
  ///
  /// @throws CommandFailed when it ends in another way
  void run(String... words) throws InterruptedException {
    if (!terminal.isJson()) {
      terminal.print("");
      terminal.print(terminal.styled(Style.DIM, "$ lightspeed-cli " + String.join(" ", words)));
    }
    int exit = session.commands().run(environment, terminal.isJson(), words);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (exit != 0) {
      throw new CommandFailed(
          ExitCode.FAILED,
          "demo_failed",
          words[0] + " ended with exit code " + exit + "; the demo stops here.",
          null);
    }
  }
}
