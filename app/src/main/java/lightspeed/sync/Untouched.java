package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import lightspeed.job.Job;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWriter;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import org.jdbi.v3.core.Handle;

/// An approved order that has no consignment, is not being worked on and is in no doubt: a person
/// may decide which consignment it is.
final class Untouched {
  private final PurchaseOrderStore orders;
  private final JobQueue queue;
  private final JournalHistory history = new JournalHistory();

  Untouched(SyncParts parts, JobQueue queue) {
    this.orders = parts.orders();
    this.queue = queue;
  }

  /// Locks its job before the order, as a worker does.
  ///
  /// @throws PurchaseOrderException.Conflict when it is not
  PurchaseOrder lock(Handle tx, PurchaseOrderId id) {
    Optional<Job> job = queue.lockCurrent(tx, new SyncJob(id).uniqueKey());
    PurchaseOrder order =
        orders
            .lock(tx, id)
            .orElseThrow(() -> new PurchaseOrderException.NotFound(id.value(), List.of()));
    require(order);
    job.filter(last -> last.status() == JobStatus.PROCESSING)
        .map(Job::id)
        .or(() -> OrderWriter.of(tx, id))
        .ifPresent(
            writer -> {
              throw busy(order, writer);
            });
    if (history.isInProgress(tx, id)) {
      throw conflict(
          order,
          "may be in Lightspeed: a call ended without an answer. Let its job find out first:"
              + " lightspeed-cli sync:po "
              + order.publicId());
    }
    return order;
  }

  /// What can be told without a lock.
  static void require(PurchaseOrder order) {
    if (order.state() != OrderState.APPROVED) {
      throw conflict(
          order,
          "is "
              + order.state()
              + (order.state() == OrderState.DRAFT
                  ? ". Approve it first: lightspeed-cli po:approve " + order.publicId()
                  : "; only an approved order that is not in Lightspeed can take a consignment"
                      + " over."));
    }
    if (order.hasConsignment()) {
      throw conflict(
          order,
          "has consignment "
              + order.lightspeedConsignmentId()
              + " already. Compare the two: lightspeed-cli sync:diff "
              + order.publicId());
    }
  }

  private static PurchaseOrderException busy(PurchaseOrder order, JobId job) {
    return conflict(
        order,
        "is being worked on by "
            + job
            + ". Wait until that has ended: lightspeed-cli queue:show "
            + job);
  }

  static PurchaseOrderException conflict(PurchaseOrder order, String why) {
    return new PurchaseOrderException.Conflict(order.id(), "Order " + order.publicId() + " " + why);
  }
}
