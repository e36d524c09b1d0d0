package lightspeed.changes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lightspeed.db.Database;
import lightspeed.drift.RemoteOrder;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.Priority;
import lightspeed.job.RecurringJob;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.register.Register;
import lightspeed.register.Walked;
import lightspeed.sync.RefreshJob;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import org.jdbi.v3.core.Handle;

/// What others ask of the way back: read a consignment now, poll now, tell what changed.
///
/// **Threads:** safe.
public final class ConsignmentChanges {
  private final ChangesParts parts;
  private final Database database;
  private final JobQueue queue;

  public ConsignmentChanges(ChangesParts parts) {
    this.parts = parts;
    this.database = parts.database();
    this.queue = parts.queue();
  }

  /// Joins the job types of this package with their handlers, and lets the recurring ones recur.
  ///
  /// @param pollInterval between two polls, as it is at the moment
  public void register(JobHandlers handlers, Supplier<Duration> pollInterval) {
    handlers.register(new PollConsignments(parts));
    handlers.register(new RefreshConsignment(parts));
    handlers.register(new CompareOrders(parts));
    handlers.register(new JudgeSecond(parts));
    queue.recur(new RecurringJob(PollConsignments.newJob(), pollInterval));
    queue.recur(new RecurringJob(CompareOrders.newJob(), () -> CompareOrders.INTERVAL));
  }

  /// The types that [#register] joins.
  public static List<JobType> types() {
    return List.of(PollConsignments.TYPE, RefreshJob.TYPE, CompareOrders.TYPE, JudgeSecond.TYPE);
  }

  /// Queues a look at the consignment, in the caller's transaction: for a webhook, which is only a
  /// hint that something changed. One that is not ours is passed over when its turn comes. Call
  /// [JobQueue#signal] after the commit.
  ///
  /// **Twice:** coalesces.
  ///
  /// @throws IllegalArgumentException when it cannot be the id of a consignment
  public void requestRefresh(Handle transaction, String consignmentId) {
    RefreshJob.enqueue(transaction, queue, new ConsignmentId(consignmentId));
  }

  /// The job of a look at this consignment that was asked for and has not begun.
  public Optional<JobId> waitingRefresh(String consignmentId) {
    return RefreshJob.waiting(queue, new ConsignmentId(consignmentId));
  }

  /// Takes over what was read of an order's consignment, in the caller's transaction, as a refresh
  /// does.
  public void apply(Handle tx, Consignment header, List<ConsignmentProduct> lines) {
    var _ =
        new ApplyRemote(parts)
            .apply(tx, header.id().value(), Optional.of(new RemoteOrder(header, lines)));
  }

  /// Reads Lightspeed's list of consignments now, and compares the orders with what it shows: what
  /// has to be read for that waits as jobs of [#ofWalk].
  ///
  /// @param isFromStart the whole list instead of what changed
  /// @throws lightspeed.register.RegisterTrouble when the list cannot be read to its end
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  public Walked walk(boolean isFromStart) throws InterruptedException {
    Register register = parts.register();
    Walked walked =
        isFromStart
            ? register.walkFromStart(Caller.person())
            : register.walk(Caller.person(), Register.Guard.NONE);
    new CompareRegister(parts).compare(Register.Guard.NONE);
    return walked;
  }

  /// The types of the jobs that a walk leads to.
  public static Set<JobType> ofWalk() {
    return Set.of(RefreshJob.TYPE, JudgeSecond.TYPE);
  }

  /// Judges what the register holds under the number of an order and no job has judged yet.
  ///
  /// @throws lightspeed.xseries.XSeriesException when it cannot be read
  public void judge(Caller caller, PurchaseOrder order) throws InterruptedException {
    var compareRegister = new CompareRegister(parts);
    for (ConsignmentId one : database.read(handle -> compareRegister.unjudged(handle, order))) {
      new JudgeSecond(parts).judgeNow(caller, order, one);
    }
  }

  /// Numbers of orders that wait to be compared with a consignment that has their number, some of
  /// them.
  public List<String> unjudged() {
    return database.read(UnjudgedOrders::find);
  }

  /// Queues a question to Lightspeed for changes.
  public JobId requestPoll() {
    return queue.enqueue(PollConsignments.newJob().withPriority(Priority.HIGH)).id();
  }

  /// Queues a full comparison of every order now instead of once a day.
  public JobId requestComparison() {
    return queue.enqueue(CompareOrders.newJob().withPriority(Priority.HIGH)).id();
  }

  /// A place in the log of changes, for [#since].
  public long now() {
    return database.read(ChangeLog::last);
  }

  /// What came back from Lightspeed since then, oldest first.
  public List<Change> since(long place) {
    return database.read(handle -> ChangeLog.since(handle, place));
  }

  /// One thing that came back.
  ///
  /// @param operation STATUS_CHANGED, RECEIPT_APPLIED or DRIFT
  /// @param words what it is, for people
  public record Change(String order, String operation, String words) {}

  /// Reads `lightspeed_sync_log`.
  private static final class ChangeLog {
    private static final String SINCE =
        """
        SELECT c.public_id, l.operation,
          COALESCE(l.error_message,
            CONCAT(JSON_VALUE(l.details, '$.from'), ' -> ', JSON_VALUE(l.details, '$.to')),
            CONCAT('received quantity of ', JSON_LENGTH(l.details, '$.lines'), ' lines changed'),
            '') AS words
        FROM lightspeed_sync_log l
        JOIN vend_consignments c
          ON c.id = l.entity_id
        WHERE l.id > :place
          AND (l.operation IN ('RECEIPT_APPLIED', 'DRIFT')
            OR (l.operation = 'STATUS_CHANGED'
              AND JSON_VALUE(l.details, '$.by') = 'Lightspeed'))
        ORDER BY l.id
        """;

    static long last(Handle handle) {
      return handle
          .createQuery("SELECT COALESCE(MAX(id), 0) FROM lightspeed_sync_log")
          .mapTo(Long.class)
          .one();
    }

    static List<Change> since(Handle handle, long place) {
      return handle
          .createQuery(SINCE)
          .bind("place", place)
          .map(
              row ->
                  new Change(
                      row.getColumn("public_id", String.class),
                      row.getColumn("operation", String.class),
                      row.getColumn("words", String.class)))
          .list();
    }
  }
}
