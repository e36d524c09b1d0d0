package lightspeed.cli;

import java.util.List;
import lightspeed.notify.Notification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What was told to `notify_url`, the newest first.
@Command(footer = {"  lightspeed-cli notify:log", "  lightspeed-cli notify:log --limit=20 --json"})
final class NotifyLogCommand implements CliCommand {
  private static final int MAX_LIMIT = 10_000;
  private static final int REASON_WIDTH = 120;

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of rows (default 50).")
  private int limit = 50;

  @Override
  public ExitCode run(Session session) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new UsageError("--limit is a number from 1 to " + MAX_LIMIT + ".", null);
    }
    var notifications = session.services().notifications().list(limit);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with(
                  "notifications",
                  notifications.stream().map(NotifyLogCommand::document).toList()));
    } else if (notifications.isEmpty()) {
      terminal.say("No notifications.");
    } else {
      table(notifications).print(terminal);
    }
    return ExitCode.DONE;
  }

  private static Document document(Notification one) {
    return new Document()
        .with("id", one.id())
        .with("type", one.type())
        .with("order", one.order())
        .with("status", one.status().name())
        .with("tries", one.tries())
        .with("http_status", one.httpStatus())
        .with("answer", one.answer())
        .with("error", one.error())
        .with("created_at", one.createdAt())
        .with("delivered_at", one.deliveredAt());
  }

  private static Table table(List<Notification> notifications) {
    var table =
        Table.of(
            Table.Column.text("ID"),
            Table.Column.text("HAPPENED"),
            Table.Column.text("TYPE"),
            Table.Column.text("ORDER"),
            Table.Column.status("STATUS"),
            Table.Column.text("ATTEMPTS"),
            Table.Column.text("HTTP"),
            Table.Column.flexible("REASON"));
    for (var one : notifications) {
      var error = one.error();
      table.row(
          one.id(),
          Words.time(one.createdAt()),
          one.type(),
          Table.oneLine(one.order()),
          one.status(),
          one.tries(),
          one.httpStatus(),
          error == null ? null : Table.shortened(Table.oneLine(error), REASON_WIDTH));
    }
    return table;
  }
}
