package lightspeed.notify;

import java.util.function.BooleanSupplier;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.OrderNews;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import org.jdbi.v3.core.Handle;

/// Writes down what is to be told and enqueues the job that tells it, in the transaction that made
/// it true: it is told when that commits, or never.
public final class WriteNotification implements OrderNews {
  private final JobQueue queue;
  private final BooleanSupplier isWanted;
  private final PurchaseOrderStore orders = new PurchaseOrderStore();

  /// @param isWanted whether there is somebody to tell at the moment
  public WriteNotification(JobQueue queue, BooleanSupplier isWanted) {
    this.queue = queue;
    this.isWanted = isWanted;
  }

  @Override
  public void happened(Handle transaction, PurchaseOrderId order, What what) {
    if (!isWanted.getAsBoolean()) {
      return;
    }
    orders
        .find(transaction, order)
        .map(Message.Order::of)
        .map(content -> NotificationStore.insert(transaction, type(what), content))
        .ifPresent(id -> queue.enqueue(transaction, SendJob.of(id).newJob()));
  }

  private static String type(What what) {
    return switch (what) {
      case SYNCED -> "order.synced";
      case FAILED -> "order.failed";
      case RECEIVED -> "order.received";
    };
  }
}
