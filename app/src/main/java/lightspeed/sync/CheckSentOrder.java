package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.JobChange;
import lightspeed.job.JobHandler;
import lightspeed.job.JobId;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Handles `check_sent_po`: no waiting time is long enough for every network, so an order with an
/// unknown outcome in its history is looked at again after it was sent, cancelled or pushed: one
/// settle time later, then after four and after sixteen more. These looks are promises: a failing
/// one is made again, and one that will never be made is shown on the order.
///
/// 1. [RemoveDuplicates]: a second live consignment with our reference, made since the first
/// create, is deleted or reported as drift.
/// 2. Of an order that is cancelled: a consignment that came back to life is cancelled again if
/// only we can have sent it, or reported.
/// 3. Of any other: [RepairSentLines] takes back what writes of ours did late, or reports it.
///
/// A crash anywhere leaves a journal row in progress; the next run compares again and does what is
/// left.
public final class CheckSentOrder implements JobHandler {
  public static final JobType TYPE = new JobType("check_sent_po");

  private static final int ROUNDS = 3;
  private static final int DELAY_FACTOR = 4;

  /// When a look is made again that had no answer, or none that helps.
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  /// When one is made again that Lightspeed refused.
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(15);

  private final SyncParts parts;
  private final Database database;
  private final SyncJournal journal;
  private final JournalHistory history = new JournalHistory();
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final RemoteWrites writes;
  private final Settling settling;
  private final FindGone findGone;
  private final RemoveDuplicates removeDuplicates;
  private final RepairSentLines repairLines;
  private final Drift drift;
  private final OrderFailures failures;
  private final JobQueue queue;

  public CheckSentOrder(SyncParts parts, JobQueue queue) {
    this.parts = parts;
    this.queue = queue;
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.findGone = new FindGone(parts);
    this.removeDuplicates = new RemoveDuplicates(parts);
    this.repairLines = new RepairSentLines(parts);
    this.drift = new Drift(parts);
    this.failures = new OrderFailures(parts);
  }

  /// The payload, version 1.
  ///
  /// @param round which look this is, from 1
  /// @param after the job that changed or cancelled the order, whose looks come besides those of
  ///     its sending; null: its sending
  record Payload(int version, String purchaseOrderId, int round, @Nullable Long after) {
    static Payload first(PurchaseOrderId order) {
      return new Payload(1, order.value(), 1, null);
    }

    static Payload firstAfter(Run run) {
      return new Payload(1, run.order().value(), 1, run.job().id().value());
    }

    /// The job that looks, when its time has come.
    NewJob newJob(Duration settleTime) {
      String key =
          TYPE.name() + ":" + purchaseOrderId + ":" + round + (after == null ? "" : ":" + after);
      long factor = Math.powExact((long) DELAY_FACTOR, round - 1);
      return NewJob.of(TYPE, Json.mapper().writeValueAsString(this), key)
          .withPriority(Priority.LOW)
          .after(settleTime.multipliedBy(factor));
    }

    Optional<Payload> next() {
      return round < ROUNDS
          ? Optional.of(new Payload(version, purchaseOrderId, round + 1, after))
          : Optional.empty();
    }

    static Payload parse(String payload) {
      return Json.mapper().readValue(payload, Payload.class);
    }

    PurchaseOrderId order() {
      return new PurchaseOrderId(purchaseOrderId);
    }
  }

  /// Promises the looks that a change of an order needs, in the transaction that ends it.
  static void promise(
      Handle tx, JobQueue queue, JournalHistory history, Run run, Settling settling) {
    if (history.hadUnknown(tx, run.order())) {
      queue.enqueue(tx, Payload.firstAfter(run).newJob(settling.time()));
    }
  }

  /// Promises them for an order whose sending or pushing ended without an end of its doubts, in
  /// that transaction: the first look waits until they have settled, and ends them.
  ///
  /// **Twice:** coalesces.
  public static void promiseIfInDoubt(Handle tx, JobQueue queue, PurchaseOrderId order) {
    if (new JournalHistory().isInDoubt(tx, order)) {
      queue.enqueue(tx, Payload.first(order).newJob(Duration.ZERO));
    }
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public Optional<String> pausedBecause() {
    return connection.sendingPausedBecause();
  }

  @Override
  public Optional<JobId> exemptFromPause() {
    return connection.exemptFromPause();
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    Payload payload = Payload.parse(job.payload());
    Run run = parts.run(job, payload.order());
    return patient(failures.sorted(run, () -> check(run, payload)));
  }

  private static JobOutcome patient(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Retry(String reason) -> new JobOutcome.Postponed(AFTER_FAILURE, reason);
      case JobOutcome.Failed(String reason) -> new JobOutcome.Postponed(AFTER_REFUSAL, reason);
      default -> outcome;
    };
  }

  private JobOutcome check(Run run, Payload payload) throws InterruptedException {
    if (database.read(handle -> orders.find(handle, run.order())).isEmpty()) {
      return new JobOutcome.Completed();
    }
    List<JournalEntry> unknown = writes.begin(run);
    settling.require(unknown, "an earlier repair");
    OrderWithLines order = database.read(tx -> orders.withLines(tx, run.order()));
    String known = order.order().lightspeedConsignmentId();
    ConsignmentId id = known == null ? null : new ConsignmentId(known);
    removeDuplicates.of(run, order.order(), id);
    boolean isAsOrdered = id == null || look(run, order, id);
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          end(tx, unknown);
          payload.next().ifPresent(next -> queue.enqueue(tx, next.newJob(settling.time())));
          if (id != null && !isAsOrdered) {
            RefreshJob.enqueue(tx, queue, id);
          }
          run.job().complete(tx);
        });
    queue.signal();
    return new JobOutcome.Recorded();
  }

  /// Writes to lines were judged when these were read; what is left was hidden by a person's
  /// change.
  private void end(Handle tx, List<JournalEntry> unknown) {
    for (JournalEntry entry : unknown) {
      if (!entry.operation().isLineWrite()) {
        journal.completeAfterDoubt(tx, entry.id());
      } else if (history.isInProgress(tx, entry.id())) {
        journal.fail(tx, entry.id(), "What is there now does not tell whether it was carried out.");
      }
    }
  }

  private boolean look(Run run, OrderWithLines order, ConsignmentId id)
      throws InterruptedException {
    boolean isCancelled = order.order().state() == OrderState.CANCELLED;
    Optional<Consignment> header = findGone.read(run.caller(), id);
    if (header.isEmpty()) {
      return isCancelled;
    }
    return isCancelled
        ? isStillCancelled(run, order.order(), header.get())
        : repairLines.of(run, order, header.get());
  }

  /// A lost request to send may arrive after the cancellation.
  private boolean isStillCancelled(Run run, PurchaseOrder order, Consignment header) {
    if (header.status().equals(Consignment.CANCELLED)) {
      return true;
    }
    boolean isOurs =
        header.status().equals(Consignment.SENT)
            && database.read(tx -> history.mayBeSentLate(tx, run.order()));
    if (isOurs) {
      database.useTransaction(
          tx -> {
            run.job().requireClaim(tx);
            queue.enqueue(tx, OrderJob.newJob(CancelOrder.TYPE, run.order(), "sync"));
          });
      return true;
    }
    drift.report(
        run,
        "Order "
            + order.publicId()
            + " is cancelled, and its consignment "
            + header.id()
            + " is "
            + header.status()
            + " in Lightspeed. No request of ours explains that; look at it there.");
    return false;
  }

  @Override
  public void changed(Handle tx, String payload, JobChange change) {
    if (change instanceof JobChange.Failed || change instanceof JobChange.Cancelled) {
      String why = change instanceof JobChange.Failed(String reason) ? reason : "It was cancelled.";
      journal.noteFailure(
          tx,
          Payload.parse(payload).order(),
          null,
          Operation.DRIFT,
          "A look at this order that was promised after a lost answer will not be made: "
              + why
              + " Compare it with Lightspeed (sync:diff).");
    }
  }
}
