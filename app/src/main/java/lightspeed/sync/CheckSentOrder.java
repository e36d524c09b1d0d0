package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.JobHandler;
import lightspeed.job.JobId;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.xseries.ConsignmentId;

/// Handles `check_sent_po`: no waiting time is long enough for every network, so an order with an
/// unknown outcome in its history is looked at again after it was sent: one settle time later, then
/// after four and after sixteen more.
///
/// 1. [RemoveDuplicates]: a second live consignment with our reference, made since the first
/// create, is deleted or reported as drift.
/// 2. [RepairSentLines]: lines that differ are repaired by assignment or reported as drift.
///
/// A crash anywhere leaves a journal row in progress; the next run compares again and does what is
/// left.
public final class CheckSentOrder implements JobHandler {
  public static final JobType TYPE = new JobType("check_sent_po");

  private static final int ROUNDS = 3;
  private static final int DELAY_FACTOR = 4;

  private final Database database;
  private final SyncJournal journal;
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final RemoteWrites writes;
  private final Settling settling;
  private final RemoveDuplicates removeDuplicates;
  private final RepairSentLines repairLines;
  private final SyncFailures failures;
  private final JobQueue queue;

  public CheckSentOrder(SyncParts parts, JobQueue queue) {
    this.queue = queue;
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.removeDuplicates = new RemoveDuplicates(parts);
    this.repairLines = new RepairSentLines(parts);
    this.failures = new SyncFailures(parts);
  }

  /// The payload, version 1.
  ///
  /// @param round which look this is, from 1
  record Payload(int version, String purchaseOrderId, int round) {
    static Payload first(PurchaseOrderId order) {
      return new Payload(1, order.value(), 1);
    }

    /// The job that looks, when its time has come.
    NewJob newJob(Duration settleTime) {
      String key = TYPE.name() + ":" + purchaseOrderId + ":" + round;
      long factor = Math.powExact((long) DELAY_FACTOR, round - 1);
      return NewJob.of(TYPE, Json.mapper().writeValueAsString(this), key)
          .withPriority(Priority.LOW)
          .after(settleTime.multipliedBy(factor));
    }

    Optional<Payload> next() {
      return round < ROUNDS
          ? Optional.of(new Payload(version, purchaseOrderId, round + 1))
          : Optional.empty();
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
    Payload payload = Json.mapper().readValue(job.payload(), Payload.class);
    Run run = new Run(job, new PurchaseOrderId(payload.purchaseOrderId()));
    return failures.sorted(run, () -> check(run, payload));
  }

  private JobOutcome check(Run run, Payload payload) throws InterruptedException {
    List<JournalEntry> unknown = writes.begin(run);
    settling.require(unknown, "an earlier repair");
    OrderWithLines order = database.read(tx -> orders.withLines(tx, run.order()));
    String id = order.order().lightspeedConsignmentId();
    if (id == null) {
      return new JobOutcome.Completed();
    }
    removeDuplicates.of(run, order.order(), new ConsignmentId(id));
    repairLines.of(run, order, new ConsignmentId(id));
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          unknown.forEach(entry -> journal.completeAfterDoubt(tx, entry.id()));
          payload.next().ifPresent(next -> queue.enqueue(tx, next.newJob(settling.time())));
          run.job().complete(tx);
        });
    return new JobOutcome.Recorded();
  }
}
