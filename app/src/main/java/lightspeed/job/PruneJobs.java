package lightspeed.job;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/// Deletes old finished jobs with their attempts, and rows of workers long gone.
final class PruneJobs {
  /// Jobs in one transaction: some 10 ms of locks on rows that no one needs.
  static final int BATCH = 500;

  private PruneJobs() {}

  /// Deletes one batch and says how many that were; fewer than [#BATCH]: none is left.
  static int batch(Handle handle, Duration olderThan, boolean includeFailed) {
    return handle
        .createUpdate(
            includeFailed
                ? """
                DELETE FROM queue_jobs
                WHERE status IN ('COMPLETED', 'CANCELLED', 'FAILED')
                  AND finished_at < NOW(6) - INTERVAL :age MICROSECOND
                ORDER BY finished_at
                LIMIT :limit
                """
                : """
                DELETE FROM queue_jobs
                WHERE status IN ('COMPLETED', 'CANCELLED')
                  AND finished_at < NOW(6) - INTERVAL :age MICROSECOND
                ORDER BY finished_at
                LIMIT :limit
                """)
        .bind("age", JobRows.micros(olderThan))
        .bind("limit", BATCH)
        .execute();
  }

  /// A worker's row stays for a day, for those who look for what happened.
  static int workers(Handle handle) {
    return handle
        .createUpdate(
            """
            DELETE FROM queue_workers
            WHERE stopped_at < NOW(6) - INTERVAL 1 DAY
              AND NOT EXISTS (
                SELECT 1
                FROM queue_jobs
                WHERE queue_jobs.status = 'PROCESSING'
                  AND queue_jobs.worker_id = queue_workers.id)
            """)
        .execute();
  }
}
