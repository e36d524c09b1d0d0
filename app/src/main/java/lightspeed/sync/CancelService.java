package lightspeed.sync;

import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.job.CancelResult;
import lightspeed.job.Job;
import lightspeed.job.JobConflict;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.FormerStore;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Register;
import org.jdbi.v3.core.Handle;

/// Cancels orders. What Lightspeed never heard of is cancelled here and now; for the rest a job is
/// queued that cancels it there first.
///
/// **Threads:** safe.
public final class CancelService {
  private final Database database;
  private final PurchaseOrderStore orders;
  private final PurchaseOrderService service;
  private final Register register;
  private final JobQueue queue;
  private final AuditLog audit;
  private final JournalHistory history = new JournalHistory();

  public CancelService(
      SyncParts parts, JobQueue queue, PurchaseOrderService service, AuditLog audit) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.service = service;
    this.register = parts.register();
    this.queue = queue;
    this.audit = audit;
  }

  /// What asking led to.
  public sealed interface Request {
    /// It is cancelled; Lightspeed did not have to be told.
    record Cancelled(PurchaseOrder order) implements Request {}

    /// It was cancelled before.
    record AlreadyCancelled(PurchaseOrder order) implements Request {}

    /// A job will cancel it in Lightspeed.
    record Queued(PurchaseOrder order, JobId job) implements Request {}

    /// A worker is writing to its consignment at this moment and was asked to stop. Ask again.
    record Running(PurchaseOrder order, JobId job) implements Request {}
  }

  /// Cancels the order or queues that.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when it was received
  public Request request(String idOrPublicId, String actor) {
    PurchaseOrderId id = service.get(idOrPublicId).order().id();
    Request request = database.inTransaction(tx -> request(tx, id, actor));
    if (request instanceof Request.Queued) {
      queue.signal();
    }
    return request;
  }

  /// The job is locked before the order, as a worker does it.
  private Request request(Handle tx, PurchaseOrderId id, String actor) {
    Optional<Job> unfinished = queue.findUnfinished(new SyncJob(id).uniqueKey());
    PurchaseOrder seen = orders.withLines(tx, id).order();
    FormerStore.refuse(tx, seen);
    requireCancellable(seen);
    if (unfinished.isPresent()) {
      Job job = unfinished.get();
      if (job.type().equals(CancelOrder.TYPE)) {
        return new Request.Queued(seen, job.id());
      }
      if (stop(tx, job.id()) == CancelResult.REQUESTED) {
        return new Request.Running(seen, job.id());
      }
    }
    PurchaseOrder order = orders.lock(tx, id).orElse(seen);
    requireCancellable(order);
    if (order.state() == OrderState.CANCELLED) {
      return new Request.AlreadyCancelled(order);
    }
    Request request = cancel(tx, order, actor);
    audit.append(
        tx,
        actor,
        "order.cancel",
        "PURCHASE_ORDER",
        id.value(),
        new AuditDetails().with("state", order.state().name()).json(),
        null);
    return request;
  }

  private CancelResult stop(Handle tx, JobId job) {
    try {
      return queue.cancel(tx, job);
    } catch (JobConflict ended) {
      return CancelResult.ALREADY_CANCELLED; // It ended since we looked: nothing is in the way.
    }
  }

  private Request cancel(Handle tx, PurchaseOrder order, String actor) {
    if (!order.hasConsignment() && !history.wasAnnounced(tx, order.id())) {
      orders.markCancelled(tx, order.id(), actor, null, 0);
      queue.giveUp(tx, new SyncJob(order.id()).uniqueKey());
      register.compareAgain(tx, order.publicId(), null);
      return new Request.Cancelled(orders.withLines(tx, order.id()).order());
    }
    return new Request.Queued(
        order, queue.enqueue(tx, OrderJob.newJob(CancelOrder.TYPE, order.id(), actor)).id());
  }

  private static void requireCancellable(PurchaseOrder order) {
    if (order.state() == OrderState.RECEIVED) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "Order "
              + order.publicId()
              + " was received, so it cannot be cancelled. Return goods in Lightspeed.");
    }
  }
}
