package lightspeed.job;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Takes jobs from workers that are dead by the database's clock. First the worker is declared dead
/// for good (its next beat finds that and it starts anew under another id), then its jobs are
/// released one by one.
final class RecoverJobs {
  private static final int BATCH = 200;

  private RecoverJobs() {}

  /// A claim whose worker is gone.
  record Orphan(JobId id, @Nullable Long token) {}

  /// A released job and what its handler is to be told.
  record Released(Job job, JobChange change) {}

  static boolean isAnyoneDead(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM queue_workers
              WHERE stopped_at IS NULL
                AND lease_until <= NOW(6))
            """)
        .mapTo(Boolean.class)
        .one();
  }

  static int declareDead(Handle handle) {
    return handle
        .createUpdate(
            """
            UPDATE queue_workers
            SET stopped_at = NOW(6)
            WHERE stopped_at IS NULL
              AND lease_until <= NOW(6)
            """)
        .execute();
  }

  static List<Orphan> orphans(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT queue_jobs.id, queue_jobs.claim_token
            FROM queue_jobs
            LEFT JOIN queue_workers
              ON queue_workers.id = queue_jobs.worker_id
              AND queue_workers.stopped_at IS NULL
            WHERE queue_jobs.status = 'PROCESSING'
              AND queue_workers.id IS NULL
            LIMIT :limit
            """)
        .bind("limit", BATCH)
        .map(
            (row, context) ->
                new Orphan(new JobId(row.getLong("id")), row.getObject("claim_token", Long.class)))
        .list();
  }

  /// Releases the job, unless it was released or claimed anew meanwhile.
  static Optional<Released> release(Handle handle, Orphan orphan) {
    return EndAttempt.lockClaimed(handle, orphan.id(), orphan.token())
        .map(job -> new Released(job, EndAttempt.lose(handle, job)));
  }
}
