package lightspeed.cli;

import java.io.IOException;
import lightspeed.notify.NotNotified;
import picocli.CommandLine.Command;

/// Sends a message of type `test` to `notify_url`, signed as all are; it is kept nowhere.
@Command(footer = {"  lightspeed-cli notify:test"})
final class NotifyTestCommand implements CliCommand {
  private static final String SETTINGS = "lightspeed-cli config:show";

  @Override
  public ExitCode run(Session session) {
    session.services().configuration();
    try {
      var answer = session.services().notifications().test();
      if (!answer.isGood()) {
        throw new CommandFailed(
            ExitCode.FAILED,
            "notification_refused",
            "The receiver answered with "
                + answer.status()
                + ": "
                + Table.oneLine(answer.excerpt().strip()),
            null);
      }
      var terminal = session.terminal();
      if (terminal.isJson()) {
        terminal.json(
            new Document()
                .with("status", answer.status())
                .with("answer", answer.excerpt().strip()));
      } else {
        terminal.print("The receiver took it with " + answer.status() + ".");
      }
      return ExitCode.DONE;
    } catch (NotNotified e) {
      throw new CommandFailed(
          ExitCode.FAILED, "not_notified", String.valueOf(e.getMessage()), SETTINGS);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.UNREACHABLE,
          "receiver_unreachable",
          "The receiver does not answer: " + e.getMessage(),
          SETTINGS);
    }
  }
}
