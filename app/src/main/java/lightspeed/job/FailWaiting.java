package lightspeed.job;

import org.jdbi.v3.core.Handle;

/// Ends a waiting job that is locked in the same transaction, without a start.
final class FailWaiting {
  private FailWaiting() {}

  static JobChange in(Handle transaction, Job job, String reason) {
    transaction
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = 'FAILED',
                error_message = :reason,
                finished_at = NOW(6)
            WHERE id = :id
            """)
        .bind("id", job.id().value())
        .bind("reason", reason)
        .execute();
    return new JobChange.Failed(reason);
  }
}
