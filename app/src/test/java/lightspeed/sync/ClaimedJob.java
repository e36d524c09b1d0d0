package lightspeed.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.db.Database;
import lightspeed.job.Job;
import lightspeed.job.JobChange;
import lightspeed.job.JobHandler;
import lightspeed.job.JobId;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import lightspeed.job.LeaseLost;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import org.jdbi.v3.core.Handle;

/// A job claimed by hand, without a worker's threads, so that thousands can be run: the same rows
/// and the same fencing as [lightspeed.job.Worker], decided by the real database.
final class ClaimedJob implements RunningJob {
  private static final AtomicInteger WORKERS = new AtomicInteger();

  /// A broken engine has the same one in every attempt.
  private static final long NO_TOKEN = 0;

  private final Database database;
  private final Job job;
  private final String worker;
  private final long token;
  private final boolean isFenced;
  private volatile boolean hasLease = true;

  private ClaimedJob(Database database, Job job, String worker, long token, boolean isFenced) {
    this.database = database;
    this.job = job;
    this.worker = worker;
    this.token = token;
    this.isFenced = isFenced;
  }

  /// Claims a waiting job, whether its time has come or not.
  ///
  /// @param database that does not die with the attempt
  /// @param isFenced false: the claim is not looked at any more, for a broken engine
  static ClaimedJob claim(Database database, Job job, boolean isFenced) {
    int number = WORKERS.incrementAndGet();
    String worker = "campaign-" + number;
    long token = 1_000_000_000L + number;
    database.useTransaction(
        tx -> {
          tx.execute(
              """
              INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
              VALUES (?, 'test', 1, 'test', 1, NOW(6) + INTERVAL 1 HOUR)
              """,
              worker);
          int rows =
              tx.execute(
                  """
                  UPDATE queue_jobs
                  SET status = 'PROCESSING', worker_id = ?, claim_token = ?, started_at = NOW(6),
                    attempts = attempts + 1, starts = starts + 1
                  WHERE id = ? AND status = 'PENDING'
                  """,
                  worker,
                  token,
                  job.id().value());
          if (rows != 1) {
            throw new IllegalStateException(job.id() + " does not wait");
          }
        });
    return new ClaimedJob(database, job, worker, token, isFenced);
  }

  /// The process is dead, or asleep for longer than its lease.
  void loseLease() {
    hasLease = false;
    database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_workers SET lease_until = NOW(6) - INTERVAL 1 SECOND WHERE id = ?",
                worker));
  }

  /// Writes how the attempt ended, unless the claim is gone.
  void end(JobOutcome outcome, JobHandler handler) {
    database.useTransaction(
        tx -> {
          if (!isClaimed(tx)) {
            return;
          }
          switch (outcome) {
            case JobOutcome.Completed done -> setStatus(tx, JobStatus.COMPLETED);
            case JobOutcome.Recorded recorded ->
                throw new IllegalStateException(job.id() + " was not recorded");
            case JobOutcome.Retry(String reason) -> again(tx, handler, reason, true);
            case JobOutcome.Postponed(Duration delay, String reason) ->
                again(tx, handler, reason, false);
            case JobOutcome.Pause(int number, String reason) -> again(tx, handler, reason, false);
            case JobOutcome.HeldBack(String reason) -> again(tx, handler, reason, false);
            case JobOutcome.Failed(String reason) -> {
              setStatus(tx, JobStatus.FAILED);
              handler.changed(tx, payload(), new JobChange.Failed(reason));
            }
            case JobOutcome.Cancelled cancelled -> {
              setStatus(tx, JobStatus.CANCELLED);
              handler.changed(tx, payload(), new JobChange.Cancelled());
            }
          }
        });
  }

  private void again(Handle tx, JobHandler handler, String reason, boolean isTry) {
    setStatus(tx, JobStatus.PENDING);
    handler.changed(
        tx,
        payload(),
        isTry
            ? new JobChange.WillRetry(reason, job.availableAt())
            : new JobChange.Postponed(reason, job.availableAt()));
  }

  private void setStatus(Handle tx, JobStatus status) {
    tx.execute(
        """
        UPDATE queue_jobs
        SET status = ?, worker_id = NULL, claim_token = NULL,
          finished_at = IF(status = 'PENDING', NULL, NOW(6))
        WHERE id = ?
        """,
        status.name(),
        id().value());
  }

  private boolean isClaimed(Handle tx) {
    return tx.select(
            """
            SELECT id FROM queue_jobs
            WHERE id = ? AND status = 'PROCESSING' AND claim_token = ?
            FOR UPDATE
            """,
            id().value(),
            token)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private boolean hasLease(Handle tx) {
    return tx.select(
            """
            SELECT 1 FROM queue_workers
            WHERE id = ? AND stopped_at IS NULL AND lease_until > NOW(6)
            """,
            worker)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  @Override
  public JobId id() {
    return job.id();
  }

  @Override
  public JobType type() {
    return job.type();
  }

  @Override
  public String payload() {
    return job.payload();
  }

  @Override
  public Priority priority() {
    return job.priority();
  }

  @Override
  public int attempt() {
    return job.attempts() + 1;
  }

  @Override
  public long claimToken() {
    return isFenced ? token : NO_TOKEN;
  }

  @Override
  public boolean isCancelRequested() {
    return false;
  }

  @Override
  public void requireClaim(Handle transaction) {
    if (isFenced && !(isClaimed(transaction) && hasLease(transaction))) {
      throw new LeaseLost(id(), type());
    }
  }

  @Override
  public void renewClaim(Handle transaction) {
    requireClaim(transaction);
    transaction.execute(
        "UPDATE queue_jobs SET announcements = announcements + 1 WHERE id = ?", id().value());
  }

  @Override
  public void requireLeaseFor(Duration duration) {
    if (isFenced && !hasLease) {
      throw new LeaseLost(id(), type());
    }
  }

  @Override
  public void complete(Handle transaction) {
    requireClaim(transaction);
    setStatus(transaction, JobStatus.COMPLETED);
  }
}
