package lightspeed.cli;

import java.util.ArrayList;
import java.util.Map;
import lightspeed.doctor.HealthReport;
import lightspeed.history.Activity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// One screen: database, API, workers, queue, orders, the last 24 hours, budget, warnings.
@Command(footer = {"  lightspeed-cli status", "  lightspeed-cli status --json"})
final class StatusCommand implements CliCommand {
  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var report = session.services().health().look();
    @Nullable Activity activity =
        report.hasDatabase() ? session.services().activity().read() : null;
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(document(report, activity, session.services()));
    } else {
      print(report, activity, terminal);
    }
    return ExitCode.DONE;
  }

  private static Document document(
      HealthReport report, @Nullable Activity activity, Services services) {
    var document = HealthCommand.document(report);
    if (activity == null) {
      return document.with("queue", null).with("orders", null).with("last_24_hours", null);
    }
    return document
        .with("queue", QueueStatsCommand.document(services.queue().stats()))
        .with(
            "orders",
            new Document()
                .with("by_state", activity.ordersByState())
                .with("by_sync_status", activity.ordersBySync()))
        .with(
            "last_24_hours",
            new Document()
                .with("orders_sent", activity.ordersSent())
                .with("operations_failed", activity.operationsFailed())
                .with("webhooks", activity.webhooks()));
  }

  private static void print(HealthReport report, @Nullable Activity activity, Terminal terminal) {
    report.results().forEach(result -> HealthCommand.print(result, terminal));
    if (activity == null) {
      return;
    }
    terminal.print("");
    new Facts()
        .add("orders", counts(activity.ordersByState()))
        .add("their sync", counts(activity.ordersBySync()))
        .add("sent in 24 h", activity.ordersSent())
        .add("failed steps in 24 h", activity.operationsFailed())
        .add("webhooks in 24 h", counts(activity.webhooks()))
        .print(terminal);
  }

  private static String counts(Map<String, Long> numbers) {
    var words = new ArrayList<String>();
    numbers.forEach((word, number) -> words.add(number + " " + word));
    return words.isEmpty() ? "none" : String.join(", ", words);
  }
}
