package lightspeed.job;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Cancels a job that waits, or asks the handler of a running one to stop.
final class CancelJob {
  private CancelJob() {}

  /// @throws JobConflict when the job has ended in another way
  static CancelResult in(Handle handle, Job job) {
    return switch (job.status()) {
      case PENDING -> {
        cancel(handle, job.id());
        yield CancelResult.CANCELLED;
      }
      case PROCESSING -> {
        request(handle, job.id());
        yield CancelResult.REQUESTED;
      }
      case CANCELLED -> CancelResult.ALREADY_CANCELLED;
      case COMPLETED, FAILED ->
          throw new JobConflict(
              job.id(), job.id() + " is " + job.status() + "; nothing to cancel.");
    };
  }

  /// Ends a job that waits or runs, without asking its handler, whose claim is over by that.
  static void lapse(Handle handle, JobId id) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = 'CANCELLED',
                worker_id = NULL,
                claim_token = NULL,
                finished_at = NOW(6)
            WHERE id = :id
              AND status IN ('PENDING', 'PROCESSING')
            """)
        .bind("id", id.value())
        .execute();
  }

  /// Ends the failed jobs with this key or of this type.
  static void giveUp(Handle handle, @Nullable String uniqueKey, @Nullable JobType type) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = 'CANCELLED'
            WHERE status = 'FAILED'
              AND (:key IS NULL OR unique_key = :key)
              AND (:type IS NULL OR job_type = :type)
            """)
        .bind("key", uniqueKey)
        .bind("type", type == null ? null : type.name())
        .execute();
  }

  private static void cancel(Handle handle, JobId id) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = 'CANCELLED',
                finished_at = NOW(6)
            WHERE id = :id
            """)
        .bind("id", id.value())
        .execute();
  }

  private static void request(Handle handle, JobId id) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET cancel_requested = TRUE
            WHERE id = :id
            """)
        .bind("id", id.value())
        .execute();
  }
}
