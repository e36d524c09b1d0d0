package lightspeed.cli;

import java.time.Duration;
import java.util.List;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.CancelService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Cancels an order, and its consignment when it has one.
@Command(
    description = {
      "Before an order was sent, nothing is sent. Afterwards its consignment is cancelled first,"
          + " and read back when the answer is lost.",
      "Exits 4 when it was received: that cannot be taken back."
    },
    footer = {"  lightspeed-cli po:cancel PO-2025-001"})
final class PoCancelCommand implements CliCommand {
  private static final Duration LOOK_PAUSE = Duration.ofMillis(500);

  /// Looks until a worker that is sending the order has stopped: a minute of them.
  private static final int LOOKS = 120;

  @Parameters(paramLabel = "<order>", description = "The order's number or id.")
  private String order = "";

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var services = session.services();
    services.handledQueue();
    Hindered.refuseSendingOf(services, services.orders().get(order).order());
    for (int look = 0; look < LOOKS; look++) {
      switch (services.cancelling().request(order, services.actor())) {
        case CancelService.Request.Cancelled cancelled -> {
          session.terminal().say("Nothing had been sent.");
          return show(session, cancelled.order(), cancelled.warning());
        }
        case CancelService.Request.AlreadyCancelled already -> {
          session.terminal().say("It was cancelled before.");
          return show(session, already.order(), null);
        }
        case CancelService.Request.Queued queued -> {
          return cancelThere(session, queued);
        }
        case CancelService.Request.Running running -> {
          session.terminal().progress(running.job() + " is at work on it and was asked to stop");
          services.sleeper().sleep(LOOK_PAUSE);
        }
      }
    }
    throw new CommandFailed(
        ExitCode.CONFLICT,
        "busy",
        "A worker is still at work on order " + order + "; nothing was cancelled.",
        "Ask again: lightspeed-cli po:cancel " + order);
  }

  private ExitCode cancelThere(Session session, CancelService.Request.Queued queued)
      throws InterruptedException {
    session.stopInOrder();
    var act = new ForegroundSync.Act("cancelled", "po:cancel");
    var end = new ForegroundSync(session, queued.order(), queued.job(), act).run();
    var now = session.services().orders().get(order).order();
    if (now.state() == OrderState.RECEIVED) {
      throw new CommandFailed(
          ExitCode.CONFLICT,
          "conflict",
          "Order " + now.publicId() + " was received in Lightspeed, so it cannot be cancelled.",
          null);
    }
    if (end != null) {
      throw end;
    }
    return show(session, now, null);
  }

  private static ExitCode show(Session session, PurchaseOrder order, @Nullable String warning) {
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          OrderDocuments.of(order)
              .with("warnings", warning == null ? List.of() : List.of(warning)));
      return ExitCode.DONE;
    }
    if (warning != null) {
      terminal.warn(warning);
    }
    terminal.print("Order " + order.publicId() + " is " + order.state() + ".");
    return ExitCode.DONE;
  }
}
