package lightspeed.sync;

import java.time.Duration;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.JournalHistory.History;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// What the sending knows of a consignment that has the number of an order and is not its own.
/// Works in the caller's transaction; call [JobQueue#signal] after the commit.
///
/// **Threads:** safe.
public final class SecondConsignment {
  private final JobQueue queue;
  private final Connection connection;
  private final SyncJournal journal = new SyncJournal();
  private final JournalHistory history = new JournalHistory();

  public SecondConsignment(JobQueue queue, Connection connection) {
    this.queue = queue;
    this.connection = connection;
  }

  /// Whether a create of ours whose answer was lost may have made it.
  public boolean mayBeOurs(Handle tx, PurchaseOrder order) {
    return !history
        .intents(tx, order.id(), Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN)
        .isEmpty();
  }

  /// Whether a person said that it is another order, and had this one sent beside it.
  public boolean isConfirmedBeside(Handle tx, PurchaseOrder order, ConsignmentId id) {
    return history.sentBeside(tx, order.id()).contains(id.value());
  }

  /// Queues the order's later look now, which deals with it.
  ///
  /// **Twice:** coalesces.
  public void lookInto(Handle tx, PurchaseOrder order) {
    queue.enqueue(tx, CheckSentOrder.Payload.first(order.id()).newJob(Duration.ZERO));
  }

  /// Writes on the order that there is one too many. Too many of them within an hour stop all
  /// sending, because a copy of this installation seems to be at work.
  public void report(Handle tx, PurchaseOrder order, Consignment second) {
    String own = order.lightspeedConsignmentId();
    journal.noteFailure(
        tx,
        order.id(),
        null,
        Operation.DRIFT,
        "Consignment "
            + second.id()
            + " ("
            + second.status()
            + ") has the number of this order, "
            + (own == null ? "which has none of its own" : "whose own is " + own)
            + ". It was not made here, so these goods may be ordered twice. Look at both in"
            + " Lightspeed.");
    var _ = connection.installation().foreignTwinSeen(tx, order.id().value(), second.id().value());
  }
}
