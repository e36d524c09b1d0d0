package lightspeed.sync;

import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.job.CancelResult;
import lightspeed.job.Job;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
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
import org.jspecify.annotations.Nullable;

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
  private final NumberTaken numbers;
  private final JournalHistory history = new JournalHistory();

  public CancelService(
      SyncParts parts, JobQueue queue, PurchaseOrderService service, AuditLog audit) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.service = service;
    this.register = parts.register();
    this.numbers = new NumberTaken(parts);
    this.queue = queue;
    this.audit = audit;
  }

  /// What asking led to.
  public sealed interface Request {
    /// It is cancelled here. Nothing of it was ever announced here, so Lightspeed was not told.
    ///
    /// @param warning what stands in Lightspeed under its number all the same, and was left alone;
    ///     null when nothing is known to
    record Cancelled(PurchaseOrder order, @Nullable String warning) implements Request {}

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
    return request(idOrPublicId, null, actor);
  }

  /// As [#request(String, String)], unless the order was changed since it was seen.
  ///
  /// @param seenVersion its version then; null: whatever it is
  /// @throws PurchaseOrderException.Changed when that is another one now, unless it is cancelled
  public Request request(String idOrPublicId, @Nullable Integer seenVersion, String actor) {
    PurchaseOrderId id = service.get(idOrPublicId).order().id();
    Request request = database.inTransaction(tx -> request(tx, id, seenVersion, actor));
    if (request instanceof Request.Queued) {
      queue.signal();
    }
    return request;
  }

  /// The job is locked before the order, as a worker does it.
  private Request request(
      Handle tx, PurchaseOrderId id, @Nullable Integer seenVersion, String actor) {
    Optional<Job> unfinished =
        queue
            .lockCurrent(tx, new SyncJob(id).uniqueKey())
            .filter(
                job -> job.status() == JobStatus.PENDING || job.status() == JobStatus.PROCESSING);
    PurchaseOrder order = orders.lock(tx, id).orElseThrow();
    FormerStore.refuse(tx, order);
    requireCancellable(order);
    if (unfinished.isPresent() && unfinished.get().type().equals(CancelOrder.TYPE)) {
      return new Request.Queued(order, unfinished.get().id());
    }
    if (order.state() != OrderState.CANCELLED) {
      PurchaseOrderException.Changed.unlessAsSeen(order, seenVersion);
    }
    if (unfinished.isPresent()
        && queue.cancel(tx, unfinished.get().id()) == CancelResult.REQUESTED) {
      return new Request.Running(order, unfinished.get().id());
    }
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

  private Request cancel(Handle tx, PurchaseOrder order, String actor) {
    if (!order.hasConsignment() && !history.wasAnnounced(tx, order.id())) {
      orders.markCancelled(tx, order.id(), actor, null, 0);
      queue.giveUp(tx, new SyncJob(order.id()).uniqueKey());
      register.compareAgain(tx, order.publicId(), null);
      return new Request.Cancelled(
          orders.withLines(tx, order.id()).order(), numbers.leftAlone(tx, order).orElse(null));
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
