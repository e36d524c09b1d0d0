package lightspeed.cli;

import lightspeed.webhook.DeliveryStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Deliveries that were accepted, the newest first. Refused ones are in the log file
/// `webhook-receiver.log`.
@Command(
    footer = {
      "  lightspeed-cli webhook:log",
      "  lightspeed-cli webhook:log --status=IGNORED --limit=20"
    })
final class WebhookLogCommand implements CliCommand {
  private static final int MAX_LIMIT = 10_000;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only these: RECEIVED, PROCESSED, IGNORED or FAILED.")
  private @Nullable DeliveryStatus status;

  @Option(names = "--limit", paramLabel = "N", description = "Maximum number of rows (default 50).")
  private int limit = 50;

  @Override
  public ExitCode run(Session session) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new UsageError("--limit is a number from 1 to " + MAX_LIMIT + ".", null);
    }
    var deliveries = session.services().deliveries().list(status, limit);
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("deliveries", deliveries.stream().map(DeliveryDocuments::of).toList()));
    } else if (deliveries.isEmpty()) {
      terminal.say("No webhooks.");
    } else {
      var table = DeliveryDocuments.table();
      deliveries.forEach(delivery -> DeliveryDocuments.row(table, delivery));
      table.print(terminal);
    }
    return ExitCode.DONE;
  }
}
