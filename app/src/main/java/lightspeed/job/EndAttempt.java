package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Ends an attempt in any way but by completing: the attempt row, and the job waiting again or
/// ended. All methods but [#lockClaimed] want the job locked by it in the same transaction.
final class EndAttempt {
  /// A job that so many workers died of is itself the cause.
  static final int MAX_LOSSES = 10;

  /// More of a reason helps no one, and `error_message` holds 65,535 bytes.
  private static final int MAX_REASON_CHARACTERS = 8_000;

  private EndAttempt() {}

  /// Locks the job if it is still claimed with this token.
  static Optional<Job> lockClaimed(Handle handle, JobId id, @Nullable Long token) {
    boolean isClaimed =
        handle
            .createQuery(
                """
                SELECT id
                FROM queue_jobs
                WHERE id = :id
                  AND status = 'PROCESSING'
                  AND claim_token <=> :token
                FOR UPDATE
                """)
            .bind("id", id.value())
            .bind("token", token)
            .mapTo(Long.class)
            .findOne()
            .isPresent();
    return isClaimed ? FindJobs.byId(handle, id) : Optional.empty();
  }

  /// The try failed; the next one is after `delay`.
  static JobChange retry(Handle handle, Job job, Duration delay, String reason) {
    if (job.isCancelRequested()) {
      return cancel(handle, job);
    }
    record(handle, job, JobAttempt.Outcome.RETRY, reason);
    requeue(handle, job, delay, job.attempts(), job.losses(), reason);
    return new JobChange.WillRetry(reason, availableAt(handle, job));
  }

  /// The start does not count; the next one is after `delay`, null: as soon as possible.
  static JobChange postpone(Handle handle, Job job, @Nullable Duration delay, String reason) {
    if (job.isCancelRequested()) {
      return cancel(handle, job);
    }
    record(handle, job, JobAttempt.Outcome.POSTPONED, reason);
    requeue(handle, job, delay, job.attempts() - 1, job.losses(), reason);
    return new JobChange.Postponed(reason, availableAt(handle, job));
  }

  /// The worker died or lost the job; the start does not count, unless it happened too often.
  static JobChange lose(Handle handle, Job job) {
    String reason = "Worker " + job.workerId() + " died or lost this job.";
    if (job.isCancelRequested()) {
      return cancel(handle, job);
    }
    record(handle, job, JobAttempt.Outcome.LOST, reason);
    int losses = job.losses() + 1;
    if (losses >= MAX_LOSSES) {
      String poison = "Its worker died or lost it " + losses + " times; the job may be the cause.";
      finish(handle, job, JobStatus.FAILED, losses, poison);
      return new JobChange.Failed(poison);
    }
    requeue(handle, job, null, job.attempts() - 1, losses, reason);
    return new JobChange.Lost();
  }

  static JobChange fail(Handle handle, Job job, String reason) {
    record(handle, job, JobAttempt.Outcome.FAILED, reason);
    finish(handle, job, JobStatus.FAILED, job.losses(), reason);
    return new JobChange.Failed(reason);
  }

  static JobChange cancel(Handle handle, Job job) {
    record(handle, job, JobAttempt.Outcome.CANCELLED, null);
    finish(handle, job, JobStatus.CANCELLED, job.losses(), job.errorMessage());
    return new JobChange.Cancelled();
  }

  private static void record(
      Handle handle, Job job, JobAttempt.Outcome outcome, @Nullable String reason) {
    handle
        .createUpdate(
            """
            INSERT INTO queue_job_attempts
              (job_id, number, worker_id, started_at, finished_at, outcome, error_message)
            SELECT id, starts, worker_id, started_at, NOW(6), :outcome, :reason
            FROM queue_jobs
            WHERE id = :id
            """)
        .bind("id", job.id().value())
        .bind("outcome", outcome.name())
        .bind("reason", capped(reason))
        .execute();
  }

  private static void requeue(
      Handle handle, Job job, @Nullable Duration delay, int attempts, int losses, String reason) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = 'PENDING',
                attempts = :attempts,
                losses = :losses,
                worker_id = NULL,
                claim_token = NULL,
                error_message = :reason,
                available_at = IF(:delay IS NULL, available_at,
                                  NOW(6) + INTERVAL :delay MICROSECOND)
            WHERE id = :id
            """)
        .bind("id", job.id().value())
        .bind("attempts", Math.max(attempts, 0))
        .bind("losses", losses)
        .bind("reason", capped(reason))
        .bind("delay", delay == null ? null : JobRows.micros(delay))
        .execute();
  }

  private static void finish(
      Handle handle, Job job, JobStatus status, int losses, @Nullable String reason) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = :status,
                losses = :losses,
                error_message = :reason,
                finished_at = NOW(6)
            WHERE id = :id
            """)
        .bind("id", job.id().value())
        .bind("status", status.name())
        .bind("losses", losses)
        .bind("reason", capped(reason))
        .execute();
  }

  private static Instant availableAt(Handle handle, Job job) {
    return handle
        .createQuery(
            """
            SELECT available_at
            FROM queue_jobs
            WHERE id = :id
            """)
        .bind("id", job.id().value())
        .map((row, context) -> JobRows.instant(row, "available_at"))
        .one();
  }

  private static @Nullable String capped(@Nullable String reason) {
    if (reason == null || reason.length() <= MAX_REASON_CHARACTERS) {
      return reason;
    }
    return reason.substring(0, MAX_REASON_CHARACTERS) + "…";
  }
}
