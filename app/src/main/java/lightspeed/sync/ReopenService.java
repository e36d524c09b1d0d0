package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.SkuMappings;
import lightspeed.db.Database;
import lightspeed.installation.Installation;
import lightspeed.job.Job;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWriter;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Need;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Makes orders that were never sent drafts again, under their own numbers: one with a mistake in
/// it, one that Lightspeed refuses, one that was cancelled too early. A half-made consignment is
/// cancelled in Lightspeed first; approving then makes a new one. One that others made and the
/// order took over is theirs: it stays as it is, and only the order lets go of it. So is one in a
/// store that was left.
///
/// **Threads:** safe.
public final class ReopenService {
  private final Database database;
  private final PurchaseOrderStore orders;
  private final PurchaseOrderService service;
  private final JobQueue queue;
  private final AuditLog audit;
  private final Surroundings surroundings;
  private final SyncJournal journal;
  private final Installation installation;
  private final SkuMappings mappings = new SkuMappings();
  private final JournalHistory history = new JournalHistory();

  /// What lies above this package and has a part in it.
  ///
  /// @param references whether Lightspeed has something under the number
  /// @param forgetDifferences what an order differed in does not count for a draft
  public record Surroundings(ReferenceCheck references, ForgetDifferences forgetDifferences) {}

  /// Takes the differences of an order away, in the transaction that makes it a draft.
  @FunctionalInterface
  public interface ForgetDifferences {
    void of(Handle tx, PurchaseOrderId order);
  }

  public ReopenService(
      SyncParts parts,
      JobQueue queue,
      PurchaseOrderService service,
      AuditLog audit,
      Surroundings surroundings) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.journal = parts.journal();
    this.installation = parts.connection().installation();
    this.service = service;
    this.queue = queue;
    this.audit = audit;
    this.surroundings = surroundings;
  }

  /// What asking led to.
  public sealed interface Request {
    /// It is a draft now.
    ///
    /// @param left the consignment of others that it had taken over and has let go of; null: none
    record Reopened(PurchaseOrder order, @Nullable String left) implements Request {
      /// What became of the consignment of others, a sentence for people; null: there was none.
      public @Nullable String wordsOfLeft() {
        return left == null
            ? null
            : "Consignment "
                + left
                + " was not created from here and stays unchanged in Lightspeed. While it has the"
                + " order's number, the approved order stops there again, unless it is exactly the"
                + " order.";
      }
    }

    /// It was a draft before.
    record AlreadyDraft(PurchaseOrder order) implements Request {}

    /// A job cancels its half-made consignment in Lightspeed. Ask again when the job has ended.
    record Closing(PurchaseOrder order, JobId job) implements Request {}
  }

  /// Details of a REOPEN_ORDER row.
  ///
  /// @param consignmentId which consignment the order had until now; null: none
  /// @param status of that consignment, as it was known last
  /// @param formerStore the store it was in, when that was left; null otherwise
  record Reopening(
      String by,
      String from,
      @Nullable String consignmentId,
      @Nullable String status,
      @Nullable String formerStore) {}

  /// Makes the order a draft, or queues what has to come before.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when it is in Lightspeed, perhaps in Lightspeed, or
  ///     being worked on
  /// @throws lightspeed.register.RegisterTrouble when the list cannot be walked to its end
  public Request reopen(String idOrPublicId, String actor) throws InterruptedException {
    return reopen(idOrPublicId, null, actor);
  }

  /// As [#reopen(String, String)], unless the order was changed since it was seen.
  ///
  /// @param seenVersion its version then; null: whatever it is
  /// @throws PurchaseOrderException.Changed when that is another one now, and it is no draft yet
  public Request reopen(String idOrPublicId, @Nullable Integer seenVersion, String actor)
      throws InterruptedException {
    PurchaseOrder seen = service.get(idOrPublicId).order();
    Optional<Request> before =
        database.inTransaction(tx -> before(tx, seen.id(), seenVersion, actor, false));
    if (before.isPresent()) {
      queue.signal();
      return before.get();
    }
    Need walked = surroundings.references().walk(seen);
    return database.inTransaction(
        tx ->
            before(tx, seen.id(), seenVersion, actor, true)
                .orElseGet(() -> reopen(tx, seen.id(), walked, actor)));
  }

  /// Locks the job before the order, as a worker does it. A sending that waits stays in the queue
  /// until it is certain what comes instead of it.
  ///
  /// @param isWalked the list was walked, and the same transaction makes it a draft
  /// @return empty when the order may become a draft, as far as is known here
  private Optional<Request> before(
      Handle tx,
      PurchaseOrderId id,
      @Nullable Integer seenVersion,
      String actor,
      boolean isWalked) {
    Optional<Job> job =
        queue
            .lockCurrent(tx, new SyncJob(id).uniqueKey())
            .filter(
                last ->
                    last.status() == JobStatus.PENDING || last.status() == JobStatus.PROCESSING);
    PurchaseOrder order = orders.lock(tx, id).orElseThrow(() -> notFound(id));
    if (order.state() == OrderState.DRAFT) {
      return Optional.of(new Request.AlreadyDraft(order));
    }
    boolean isHistory = order.formerStore() != null;
    if (!isHistory) {
      requireNeverSent(order);
    }
    boolean isToClose =
        order.hasConsignment()
            && !isHistory
            && order.state() != OrderState.CANCELLED
            && takenOver(tx, order) == null;
    if (job.isPresent() && isClosing(job.get())) {
      return Optional.of(new Request.Closing(order, job.get().id()));
    }
    PurchaseOrderException.Changed.unlessAsSeen(order, seenVersion);
    if (job.isPresent()) {
      requireWaiting(order, job.get());
      if (isWalked || isToClose) {
        queue.cancel(tx, job.get().id());
      }
    }
    OrderWriter.of(tx, id)
        .ifPresent(
            writer -> {
              throw busy(order, writer);
            });
    if (history.isInProgress(tx, id)) {
      throw inDoubt(order);
    }
    if (isToClose) {
      return Optional.of(
          new Request.Closing(order, queue.enqueue(tx, OrderJob.toClose(id, actor)).id()));
    }
    return Optional.empty();
  }

  /// The order's consignment if others made it; null otherwise.
  private @Nullable String takenOver(Handle tx, PurchaseOrder order) {
    String id = order.lightspeedConsignmentId();
    return id != null && history.isTakenOver(tx, order.id(), id) ? id : null;
  }

  private static boolean isClosing(Job job) {
    return job.type().equals(CancelOrder.TYPE) && OrderJob.parse(job.payload()).closesOnly();
  }

  /// A sending that waits for its turn can be taken back; anything else has to end first.
  private static void requireWaiting(PurchaseOrder order, Job job) {
    if (job.status() != JobStatus.PENDING || !job.type().equals(SyncJob.TYPE)) {
      throw busy(order, job.id());
    }
  }

  private static PurchaseOrderException busy(PurchaseOrder order, JobId job) {
    return conflict(
        order,
        "is being worked on by "
            + job
            + ", so it cannot become a draft now. Wait until that has ended: lightspeed-cli"
            + " queue:show "
            + job);
  }

  private Request reopen(Handle tx, PurchaseOrderId id, Need walked, String actor) {
    PurchaseOrder order = orders.lock(tx, id).orElseThrow(() -> notFound(id));
    requireOtherStore(tx, order);
    surroundings
        .references()
        .refusal(tx, order, walked)
        .ifPresent(
            reason -> {
              throw new PurchaseOrderException.Conflict(id, reason);
            });
    journal.note(
        tx,
        id,
        null,
        Operation.REOPEN_ORDER,
        new Reopening(
            actor,
            order.state().name(),
            order.lightspeedConsignmentId(),
            order.lightspeedStatus(),
            order.formerStore()));
    orders.reopen(tx, id, actor);
    queue.giveUp(tx, new SyncJob(id).uniqueKey());
    mappings.unlinkConsignment(tx, id.value());
    surroundings.forgetDifferences().of(tx, id);
    audit.append(
        tx,
        actor,
        "order.reopen",
        "PURCHASE_ORDER",
        id.value(),
        new AuditDetails().with("state", order.state().name()).json(),
        null);
    String left = order.formerStore() == null ? takenOver(tx, order) : null;
    return new Request.Reopened(orders.withLines(tx, id).order(), left);
  }

  /// What was ordered in a store that was left may be ordered once more in another one, never in
  /// that store itself, where its consignment may have been deleted after it was received.
  private void requireOtherStore(Handle tx, PurchaseOrder order) {
    String store = order.formerStore();
    if (store == null) {
      return;
    }
    if (surroundings.references().isBack(tx, order)) {
      throw conflict(
          order,
          "was sent to "
              + store
              + ", which is connected again: consignment "
              + order.lightspeedConsignmentId()
              + " is there. Let the order count again: lightspeed-cli sync:reconcile");
    }
    if (installation.mayBe(store)) {
      throw conflict(
          order,
          "was sent to "
              + store
              + ", and the store that is connected has this name, too. Its consignment is not there"
              + " any more, so it may have been deleted. Import or create it under a new number.");
    }
  }

  private static void requireNeverSent(PurchaseOrder order) {
    switch (order.state()) {
      case SENT, DISPATCHED, RECEIVED ->
          throw conflict(
              order,
              "is in Lightspeed ("
                  + order.state()
                  + "), so it cannot become a draft. Change it there, then take that over:"
                  + " lightspeed-cli sync:diff "
                  + order.publicId()
                  + " --take-remote");
      case DRAFT, APPROVED, CANCELLED -> {
        if (order.sentAt() != null) {
          throw conflict(
              order,
              "was sent before it was cancelled, so its number is used up. Import or create it"
                  + " under a new number.");
        }
      }
    }
  }

  private static PurchaseOrderException inDoubt(PurchaseOrder order) {
    return conflict(
        order,
        "may be in Lightspeed: a call ended without an answer, so it cannot become a draft yet."
            + " Cancel it, which finds out, then reopen it: lightspeed-cli po:cancel "
            + order.publicId());
  }

  private static PurchaseOrderException conflict(PurchaseOrder order, String why) {
    return new PurchaseOrderException.Conflict(order.id(), "Order " + order.publicId() + " " + why);
  }

  private static PurchaseOrderException notFound(PurchaseOrderId id) {
    return new PurchaseOrderException.NotFound(id.value(), List.of());
  }
}
