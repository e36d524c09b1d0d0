package lightspeed.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.Enqueued;
import lightspeed.job.Job;
import lightspeed.job.JobException;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.xseries.CallBudget;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What people and other systems ask of the synchronisation: queue an order, plan it, see where it
/// stands. The work itself is a job; every way in enqueues the same one.
///
/// **Threads:** safe.
public final class SyncService {
  private static final int HISTORY_ROWS = 200;

  private final Database database;
  private final JobQueue queue;
  private final PurchaseOrderService service;
  private final PurchaseOrderStore orders;
  private final PlanSync planSync;
  private final SyncJournal journal = new SyncJournal();

  public SyncService(
      SyncParts parts, JobQueue queue, PurchaseOrderService service, CallBudget budget) {
    this.database = parts.database();
    this.queue = queue;
    this.service = service;
    this.orders = parts.orders();
    this.planSync = new PlanSync(parts, budget);
  }

  /// What asking for a synchronisation led to.
  public sealed interface Request {
    /// A job waits or runs.
    record Queued(PurchaseOrder order, JobId job, boolean isNew) implements Request {}

    /// The order is in Lightspeed already.
    record AlreadySent(PurchaseOrder order) implements Request {}
  }

  /// Queues one order; an unfinished job of it is reused, made more urgent and brought forward.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when its state does not allow it
  public Request request(String idOrPublicId, Priority priority) {
    PurchaseOrder order = service.get(idOrPublicId).order();
    return switch (order.state()) {
      case SENT, DISPATCHED, RECEIVED -> new Request.AlreadySent(order);
      case DRAFT ->
          throw new PurchaseOrderException.Conflict(
              order.id(),
              "Order "
                  + order.publicId()
                  + " is a draft. Approve it first: lightspeed-cli po:approve "
                  + order.publicId());
      case CANCELLED ->
          throw new PurchaseOrderException.Conflict(
              order.id(),
              "Order " + order.publicId() + " is cancelled; it cannot be sent any more.");
      case APPROVED -> {
        Enqueued job = database.inTransaction(tx -> enqueue(tx, order.id(), priority));
        queue.signal();
        yield new Request.Queued(order, job.id(), job.isNew());
      }
    };
  }

  private Enqueued enqueue(Handle tx, PurchaseOrderId order, Priority priority) {
    retryFailed(tx, order);
    Enqueued enqueued = queue.enqueue(tx, SyncJob.newJob(order).withPriority(priority));
    if (enqueued.isNew()) {
      orders.markQueued(tx, order);
    }
    return enqueued;
  }

  /// A failed job of the order goes back into the queue instead of lying there beside a new one.
  private void retryFailed(Handle tx, PurchaseOrderId order) {
    Optional<Job> last = queue.history(new SyncJob(order).uniqueKey(), 1).stream().findFirst();
    if (last.isEmpty()
        || last.get().status() != JobStatus.FAILED
        || !last.get().type().equals(SyncJob.TYPE)) {
      return;
    }
    try {
      queue.retry(tx, last.get().id());
    } catch (JobException someoneElseWasFaster) {
      // Then there is an unfinished job, or none at all: enqueueing finds out.
    }
  }

  /// Approved orders that are not in Lightspeed yet, the oldest first.
  public List<PurchaseOrder> pending(int most) {
    return database.read(tx -> orders.pending(tx, most, null));
  }

  /// Queues every approved order that is not in Lightspeed yet, `batchSize` in one transaction.
  ///
  /// @param limit at most so many orders
  /// @return the jobs, new ones and those that were waiting already
  public List<JobId> requestPending(int batchSize, int limit) {
    List<JobId> jobs = new ArrayList<>();
    @Nullable PurchaseOrderId after = null;
    while (jobs.size() < limit) {
      int most = Math.min(batchSize, limit - jobs.size());
      PurchaseOrderId from = after;
      List<PurchaseOrder> batch =
          database.inTransaction(
              tx -> {
                List<PurchaseOrder> found = orders.pending(tx, most, from);
                found.forEach(order -> jobs.add(enqueue(tx, order.id(), Priority.NORMAL).id()));
                return found;
              });
      if (batch.isEmpty()) {
        break;
      }
      after = batch.getLast().id();
    }
    queue.signal();
    return jobs;
  }

  /// Tries a failed order again, with all its tries.
  ///
  /// @throws PurchaseOrderException.Conflict when its state does not allow it
  public Request retry(String idOrPublicId) {
    return request(idOrPublicId, Priority.NORMAL);
  }

  /// The calls a synchronisation would make now.
  public SyncPlan plan(String idOrPublicId) throws InterruptedException {
    return planSync.plan(service.get(idOrPublicId));
  }

  public SyncReport report(String idOrPublicId) {
    PurchaseOrder order = service.get(idOrPublicId).order();
    List<OperationRecord> history =
        database.read(tx -> journal.history(tx, order.id(), HISTORY_ROWS));
    Optional<Job> waiting = queue.findUnfinished(new SyncJob(order.id()).uniqueKey());
    return new SyncReport(order, waiting.map(Job::availableAt).orElse(null), history);
  }
}
