package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Ends an attempt in any way but by completing: the attempt row, and the job waiting again or
/// ended. All methods but [#lockClaimed] want the job locked by it in the same transaction.
final class EndAttempt {
  /// A job that so many workers died of is itself the cause.
  static final int MAX_LOSSES = 10;

  /// After the second loss; doubled for each further one.
  private static final Duration FIRST_LOSS_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_LOSS_PAUSE = Duration.ofMinutes(1);

  /// More of a reason helps no one, and `error_message` holds 65,535 bytes.
  private static final int MAX_REASON_CHARACTERS = 8_000;

  private EndAttempt() {}

  /// Locks the job if it is still claimed with this token.
  static Optional<Job> lockClaimed(Handle handle, JobId id, @Nullable Long token) {
    return lock(handle, id, token) ? FindJobs.byId(handle, id) : Optional.empty();
  }

  /// As [#lockClaimed], for those who need not know the job.
  static boolean lock(Handle handle, JobId id, @Nullable Long token) {
    return handle
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
  }

  /// The try failed; the next one is after `delay`.
  static JobChange retry(Handle handle, Job job, Duration delay, String reason) {
    if (job.isCancelRequested()) {
      return cancel(handle, job);
    }
    record(handle, job, JobAttempt.Outcome.RETRY, reason);
    Instant next = after(handle, delay);
    requeue(handle, job, next, job.attempts(), job.losses(), reason);
    return new JobChange.WillRetry(reason, next);
  }

  /// The start does not count; the next one is after `delay`.
  static JobChange postpone(Handle handle, Job job, Duration delay, String reason) {
    return postpone(handle, job, after(handle, delay), reason);
  }

  /// Its worker stopped: the start does not count, and the job keeps its place in the queue.
  static JobChange handBack(Handle handle, Job job) {
    return postpone(handle, job, job.availableAt(), "Handed back: its worker stopped.");
  }

  /// All jobs of its type wait: the start does not count, and the job keeps its place in the queue.
  static JobChange holdBack(Handle handle, Job job, String reason) {
    return postpone(handle, job, job.availableAt(), reason);
  }

  /// It did not work, but the start does not count; the next one is after `delay`.
  static JobChange pause(Handle handle, Job job, Duration delay, String reason) {
    JobChange change = postpone(handle, job, delay, reason);
    return change instanceof JobChange.Postponed(String why, Instant next)
        ? new JobChange.WillRetry(why, next)
        : change;
  }

  private static JobChange postpone(Handle handle, Job job, Instant next, String reason) {
    if (job.isCancelRequested()) {
      return cancel(handle, job);
    }
    record(handle, job, JobAttempt.Outcome.POSTPONED, reason);
    requeue(handle, job, next, job.attempts() - 1, job.losses(), reason);
    return new JobChange.Postponed(reason, next);
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
    Instant next = losses == 1 ? atOnce(job) : after(handle, pauseAfter(losses));
    requeue(handle, job, next, job.attempts() - 1, losses, reason);
    return new JobChange.Lost();
  }

  /// The first loss costs no pause: the worker died, and the job is to run elsewhere soon. Further
  /// ones grow, so that no trouble of workers can fail a job within seconds.
  static Duration pauseAfter(int losses) {
    Duration pause = FIRST_LOSS_PAUSE.multipliedBy(1L << Math.clamp(losses - 2, 0, 10));
    return pause.compareTo(LONGEST_LOSS_PAUSE) < 0 ? pause : LONGEST_LOSS_PAUSE;
  }

  /// It may have been started before its time, on demand; it must not wait for that time again.
  private static Instant atOnce(Job job) {
    Instant started = job.startedAt();
    if (started != null && started.isBefore(job.availableAt())) {
      return started;
    }
    return job.availableAt();
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
      Handle handle, Job job, Instant availableAt, int attempts, int losses, String reason) {
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
                available_at = :available_at
            WHERE id = :id
            """)
        .bind("id", job.id().value())
        .bind("attempts", Math.max(attempts, 0))
        .bind("losses", losses)
        .bind("reason", capped(reason))
        .bind("available_at", Utc.of(availableAt))
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

  private static Instant after(Handle handle, Duration delay) {
    return handle
        .createQuery("SELECT NOW(6) + INTERVAL :delay MICROSECOND AS next")
        .bind("delay", JobRows.micros(delay))
        .map((row, context) -> Utc.get(row, "next"))
        .one();
  }

  private static @Nullable String capped(@Nullable String reason) {
    if (reason == null || reason.length() <= MAX_REASON_CHARACTERS) {
      return reason;
    }
    return reason.substring(0, MAX_REASON_CHARACTERS) + "…";
  }
}
