package lightspeed.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.Enqueued;
import lightspeed.job.Job;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.FormerStore;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;
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
  private final Line line;
  private final FindWaiting findWaiting;
  private final NumberTaken numberTaken;
  private final JournalHistory history = new JournalHistory();

  public SyncService(
      SyncParts parts, JobQueue queue, PurchaseOrderService service, CallBudget budget) {
    this.database = parts.database();
    this.queue = queue;
    this.service = service;
    this.orders = parts.orders();
    this.line = parts.connection().line();
    this.findWaiting = new FindWaiting(parts, queue);
    this.numberTaken = new NumberTaken(parts);
    this.planSync = new PlanSync(parts, queue, budget);
    queue.onClockSet(SyncJournal::move);
  }

  /// What asking for a synchronisation led to.
  public sealed interface Request {
    /// A job waits or runs.
    record Queued(PurchaseOrder order, JobId job, boolean isNew) implements Request {}

    /// The order is in Lightspeed already.
    record AlreadySent(PurchaseOrder order) implements Request {}
  }

  /// What asking for everything that waits led to.
  ///
  /// @param jobs new ones and those that were waiting already
  /// @param sentAlready orders that others sent since the list was read
  /// @param refused orders that others cancelled or reopened since then
  public record Batch(
      List<JobId> jobs, List<PurchaseOrder> sentAlready, List<PurchaseOrderException> refused) {
    public Batch {
      jobs = List.copyOf(jobs);
      sentAlready = List.copyOf(sentAlready);
      refused = List.copyOf(refused);
    }
  }

  /// Queues one order; an unfinished job of it is reused, made more urgent and brought forward.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when its state does not allow it
  public Request request(String idOrPublicId, Priority priority) {
    PurchaseOrderId id = service.get(idOrPublicId).order().id();
    liftHold(id);
    Request request = database.inTransaction(tx -> enqueue(tx, id, priority));
    queue.signal();
    return request;
  }

  /// A person tries an order again that is held back because it was refused.
  private void liftHold(PurchaseOrderId order) {
    if (line.look().kind() == LineState.Kind.HOLD) {
      queue
          .findUnfinished(new SyncJob(order).uniqueKey())
          .ifPresent(job -> line.retriedByPerson(job.id()));
    }
  }

  /// Locks the job before the order, as a worker does, and decides by what is there under both
  /// locks: others may send, cancel or reopen the order at any moment. Throws before it writes.
  Request enqueue(Handle tx, PurchaseOrderId id, Priority priority) {
    Optional<Job> last = queue.lockCurrent(tx, new SyncJob(id).uniqueKey());
    PurchaseOrder order =
        orders
            .lock(tx, id)
            .orElseThrow(() -> new PurchaseOrderException.NotFound(id.value(), List.of()));
    FormerStore.refuse(tx, order);
    requireSendable(order);
    if (order.state() != OrderState.APPROVED || order.syncStatus() == SyncStatus.SYNCED) {
      return new Request.AlreadySent(order);
    }
    // A failed job goes back into the queue instead of lying there beside a new one.
    last.filter(job -> job.status() == JobStatus.FAILED && job.type().equals(SyncJob.TYPE))
        .ifPresent(failed -> queue.retry(tx, failed.id()));
    Enqueued enqueued = queue.enqueue(tx, SyncJob.newJob(id).withPriority(priority));
    if (enqueued.isNew()) {
      orders.markQueued(tx, id);
    }
    return new Request.Queued(order, enqueued.id(), enqueued.isNew());
  }

  private static void requireSendable(PurchaseOrder order) {
    if (order.state() == OrderState.DRAFT) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "Order "
              + order.publicId()
              + " is a draft. Approve it first: lightspeed-cli po:approve "
              + order.publicId());
    }
    if (order.state() == OrderState.CANCELLED) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "Order "
              + order.publicId()
              + " is cancelled; it cannot be sent any more."
              + (order.sentAt() == null
                  ? " Make it a draft again: lightspeed-cli po:reopen " + order.publicId()
                  : ""));
    }
  }

  /// Approved orders that are not in Lightspeed yet, the oldest first.
  public List<PurchaseOrder> pending(int most) {
    return database.read(tx -> orders.pending(tx, most, null));
  }

  /// Queues every approved order that is not in Lightspeed yet, `batchSize` in one transaction. One
  /// that others sent, cancelled or reopened since it was listed keeps no other back.
  ///
  /// @param limit at most so many orders
  public Batch requestPending(int batchSize, int limit) {
    List<JobId> jobs = new ArrayList<>();
    List<PurchaseOrder> sentAlready = new ArrayList<>();
    List<PurchaseOrderException> refused = new ArrayList<>();
    @Nullable PurchaseOrderId after = null;
    int listed = 0;
    while (listed < limit) {
      int most = Math.min(batchSize, limit - listed);
      PurchaseOrderId from = after;
      Listed batch = database.inTransaction(tx -> enqueuePending(tx, most, from));
      if (batch.last() == null) {
        break;
      }
      jobs.addAll(batch.done().jobs());
      sentAlready.addAll(batch.done().sentAlready());
      refused.addAll(batch.done().refused());
      listed += batch.count();
      after = batch.last();
    }
    queue.signal();
    return new Batch(jobs, sentAlready, refused);
  }

  /// @param last the last order that was listed; null: none was
  private record Listed(Batch done, int count, @Nullable PurchaseOrderId last) {}

  private Listed enqueuePending(Handle tx, int most, @Nullable PurchaseOrderId after) {
    List<JobId> jobs = new ArrayList<>();
    List<PurchaseOrder> sentAlready = new ArrayList<>();
    List<PurchaseOrderException> refused = new ArrayList<>();
    List<PurchaseOrder> found = orders.pending(tx, most, after);
    for (PurchaseOrder order : found) {
      try {
        switch (enqueue(tx, order.id(), Priority.NORMAL)) {
          case Request.Queued queued -> jobs.add(queued.job());
          case Request.AlreadySent sent -> sentAlready.add(sent.order());
        }
      } catch (PurchaseOrderException refusal) {
        refused.add(refusal);
      }
    }
    return new Listed(
        new Batch(jobs, sentAlready, refused),
        found.size(),
        found.isEmpty() ? null : found.getLast().id());
  }

  /// Tries a failed order again, with all its tries.
  ///
  /// @throws PurchaseOrderException.Conflict when its state does not allow it
  public Request retry(String idOrPublicId) {
    return request(idOrPublicId, Priority.NORMAL);
  }

  /// Whether the order was stopped because its number is taken in Lightspeed: a person decides.
  public boolean isStoppedByReference(PurchaseOrderId order) {
    return database.read(tx -> history.isStoppedByReference(tx, order));
  }

  /// A warning that the store has the number of an order that is yet to be sent, as far as the last
  /// look at its list tells; empty when it is free.
  public Optional<String> numberTaken(PurchaseOrderId order) {
    return numberTaken.warning(order);
  }

  /// The calls a synchronisation would make now.
  public SyncPlan plan(String idOrPublicId) throws InterruptedException {
    return planSync.plan(service.get(idOrPublicId));
  }

  public SyncReport report(String idOrPublicId) {
    PurchaseOrder order = service.get(idOrPublicId).order();
    List<OperationRecord> operations =
        database.read(tx -> history.history(tx, order.id(), HISTORY_ROWS));
    Optional<Job> waiting = queue.findUnfinished(new SyncJob(order.id()).uniqueKey());
    return new SyncReport(
        order,
        waiting.map(Job::availableAt).orElse(null),
        findWaiting.of(order).orElse(null),
        numberTaken.warning(order.id()).orElse(null),
        operations);
  }
}
