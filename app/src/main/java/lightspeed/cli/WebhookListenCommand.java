package lightspeed.cli;

import java.time.Duration;
import lightspeed.webhook.StoredDelivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows deliveries as they come, until it is stopped.
@Command(
    description = {"With --json one object a line. Ctrl-C ends it."},
    footer = {
      "  lightspeed-cli webhook:listen",
      "  lightspeed-cli webhook:listen --json --count=1"
    })
final class WebhookListenCommand implements CliCommand {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int AT_ONCE = 200;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many deliveries (without end).")
  private @Nullable Integer count;

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (count != null && count < 1) {
      throw new UsageError("--count is a number from 1.", null);
    }
    var services = session.services();
    var terminal = session.terminal();
    var deliveries = services.deliveries();
    session.stopInOrder();
    long last = deliveries.list(null, 1).stream().mapToLong(StoredDelivery::id).sum();
    terminal.say("Waiting for webhooks. Ctrl-C ends this.");
    int shown = 0;
    while (!terminal.isOutClosed()) {
      for (var delivery : deliveries.after(last, AT_ONCE)) {
        last = delivery.id();
        show(delivery, terminal);
        shown++;
        if (count != null && shown == count) {
          return ExitCode.DONE;
        }
      }
      services.sleeper().sleep(PAUSE);
    }
    return ExitCode.DONE;
  }

  private static void show(StoredDelivery delivery, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.jsonLine(DeliveryDocuments.of(delivery));
      return;
    }
    var consignment = delivery.consignmentId();
    terminal.print(
        Words.time(delivery.receivedAt())
            + "  #"
            + delivery.id()
            + "  "
            + Table.oneLine(delivery.eventType())
            + "  from "
            + delivery.sourceAddress()
            + ", "
            + delivery.bytes()
            + " bytes"
            + (consignment == null ? "" : ", consignment " + consignment));
  }
}
