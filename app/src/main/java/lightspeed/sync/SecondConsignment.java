package lightspeed.sync;

import java.time.Duration;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.register.RegisteredConsignment;
import lightspeed.sync.SyncJournal.History;
import org.jdbi.v3.core.Handle;

/// What to do when a live consignment shows up that has the reference of an order which has another
/// one already: a late effect of one of our own requests is looked into by [CheckSentOrder]; any
/// other is for a person.
///
/// **Threads:** safe.
public final class SecondConsignment {
  private final JobQueue queue;
  private final SyncJournal journal = new SyncJournal();

  public SecondConsignment(JobQueue queue) {
    this.queue = queue;
  }

  /// Works in the caller's transaction; call [JobQueue#signal] after the commit.
  public void seen(Handle tx, PurchaseOrder order, RegisteredConsignment second) {
    if (!order.hasConsignment()) {
      return; // What stands under its number is judged when it is sent.
    }
    boolean mayBeOurs =
        !journal
            .intents(tx, order.id(), Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN)
            .isEmpty();
    if (mayBeOurs) {
      queue.enqueue(tx, CheckSentOrder.Payload.first(order.id()).newJob(Duration.ZERO));
    } else {
      journal.noteFailure(
          tx,
          order.id(),
          null,
          Operation.DRIFT,
          "Consignment "
              + second.id()
              + " ("
              + second.status()
              + ") has the reference of this order, whose consignment is "
              + order.lightspeedConsignmentId()
              + ". It was not made here; look at it in Lightspeed.");
    }
  }
}
