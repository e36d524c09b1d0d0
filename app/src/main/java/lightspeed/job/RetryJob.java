package lightspeed.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/// Puts a job that has ended back into the queue, as new; or lets a waiting one start now.
final class RetryJob {
  private RetryJob() {}

  /// Tells whether the job had ended (false: it was waiting, and may start now)
  /// @throws JobConflict when it is running, is completed, or another unfinished job does its work
  static boolean in(Handle handle, Job job) {
    return switch (job.status()) {
      case PENDING -> {
        bringForward(handle, job.id());
        yield false;
      }
      case PROCESSING ->
          throw new JobConflict(
              job.id(), job.id() + " is running now (" + job.workerId() + "); nothing to retry.");
      case COMPLETED ->
          throw new JobConflict(job.id(), job.id() + " is COMPLETED; nothing to retry.");
      case FAILED, CANCELLED -> {
        requeue(handle, job);
        yield true;
      }
    };
  }

  private static void requeue(Handle handle, Job job) {
    if (job.uniqueKey() != null) {
      Optional<JobId> other = EnqueueJob.lockUnfinished(handle, job.uniqueKey());
      if (other.isPresent()) {
        throw sameWork(job, other.get().toString());
      }
    }
    try {
      handle
          .createUpdate(
              """
              UPDATE queue_jobs
              SET status = 'PENDING',
                  attempts = 0,
                  losses = 0,
                  cancel_requested = FALSE,
                  worker_id = NULL,
                  claim_token = NULL,
                  error_message = NULL,
                  available_at = NOW(6),
                  started_at = NULL,
                  finished_at = NULL
              WHERE id = :id
              """)
          .bind("id", job.id().value())
          .execute();
    } catch (UnableToExecuteStatementException e) {
      if (EnqueueJob.isDuplicate(e)) {
        throw sameWork(job, "another job");
      }
      throw e;
    }
  }

  private static JobConflict sameWork(Job job, String other) {
    return new JobConflict(
        job.id(),
        "%s stays %s: %s is not finished and does the same work (%s)."
            .formatted(job.id(), job.status(), other, job.uniqueKey()));
  }

  /// Lets a waiting job start now.
  static void bringForward(Handle handle, JobId id) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET available_at = LEAST(available_at, NOW(6))
            WHERE id = :id
              AND status = 'PENDING'
            """)
        .bind("id", id.value())
        .execute();
  }

  /// A job that was given up.
  record Failed(JobId id, JobType type) {}

  /// Failed jobs to retry, oldest first.
  static List<Failed> failed(Handle handle, @Nullable JobType type, @Nullable Instant since) {
    StringBuilder sql =
        new StringBuilder("SELECT id, job_type FROM queue_jobs\nWHERE status = 'FAILED'\n");
    if (type != null) {
      sql.append("AND job_type = :type\n");
    }
    if (since != null) {
      sql.append("AND finished_at >= :since\n");
    }
    Query query = handle.createQuery(sql.append("ORDER BY id").toString());
    if (type != null) {
      query.bind("type", type.name());
    }
    if (since != null) {
      query.bind("since", Utc.of(since));
    }
    return query
        .map(
            (row, context) ->
                new Failed(new JobId(row.getLong("id")), new JobType(row.getString("job_type"))))
        .list();
  }

  /// Lets every waiting job of the type start now.
  static int bringForward(Handle handle, JobType type) {
    return handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET available_at = NOW(6)
            WHERE status = 'PENDING'
              AND job_type = :type
              AND available_at > NOW(6)
            """)
        .bind("type", type.name())
        .execute();
  }
}
