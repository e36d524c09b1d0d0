package lightspeed.job;

import java.time.Instant;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// Finds what was written about a claim that no longer holds: the answer to a COMMIT may have been
/// lost, or the handler completed the job itself.
final class FindEnding {
  private FindEnding() {}

  /// Empty when nothing was written by the claim's worker.
  static Optional<RunResult> of(Handle handle, Claim claim) {
    return handle
        .createQuery(
            """
            SELECT queue_job_attempts.outcome,
                   COALESCE(queue_job_attempts.error_message, '') AS reason,
                   queue_jobs.available_at
            FROM queue_job_attempts
            JOIN queue_jobs ON queue_jobs.id = queue_job_attempts.job_id
            WHERE queue_job_attempts.job_id = :job
              AND queue_job_attempts.number = :start
              AND queue_job_attempts.worker_id = :worker
            """)
        .bind("job", claim.id().value())
        .bind("start", claim.start())
        .bind("worker", claim.workerId())
        .map(
            (row, context) ->
                result(
                    JobAttempt.Outcome.valueOf(row.getString("outcome")),
                    row.getString("reason"),
                    Utc.get(row, "available_at")))
        .findFirst();
  }

  private static RunResult result(JobAttempt.Outcome outcome, String reason, Instant availableAt) {
    return switch (outcome) {
      case COMPLETED -> new RunResult.Completed();
      case RETRY -> new RunResult.WillRetry(availableAt, reason);
      case POSTPONED -> new RunResult.Postponed(availableAt, reason);
      case FAILED -> new RunResult.Failed(reason);
      case CANCELLED -> new RunResult.Cancelled();
      case LOST -> new RunResult.Lost(reason);
    };
  }
}
