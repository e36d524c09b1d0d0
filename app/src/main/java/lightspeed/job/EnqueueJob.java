package lightspeed.job;

import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/// Puts a job into the queue, or finds the unfinished one with the same unique key.
final class EnqueueJob {
  /// ER_DUP_ENTRY, https://mariadb.com/kb/en/mariadb-error-code-reference/
  private static final int DUPLICATE_ENTRY = 1062;

  /// How often another enqueuer may be first, and its job end, before we have looked.
  private static final int ROUNDS = 20;

  private EnqueueJob() {}

  static Enqueued in(Handle handle, NewJob job) {
    if (job.uniqueKey() == null) {
      return new Enqueued(insert(handle, job), true);
    }
    for (int round = 1; ; round++) {
      Optional<JobId> unfinished = lockUnfinished(handle, job.uniqueKey());
      if (unfinished.isPresent()) {
        hurry(handle, unfinished.get(), job);
        return new Enqueued(unfinished.get(), false);
      }
      try {
        return new Enqueued(insert(handle, job), true);
      } catch (UnableToExecuteStatementException e) {
        // Another enqueuer inserted the key since we looked: its job is the one. Only the
        // statement was rolled back, not the caller's transaction.
        if (!isDuplicate(e) || round == ROUNDS) {
          throw e;
        }
      }
    }
  }

  static boolean isDuplicate(UnableToExecuteStatementException e) {
    return e.getCause() instanceof SQLException cause && cause.getErrorCode() == DUPLICATE_ENTRY;
  }

  /// Locks the row, so that the job can neither start nor end before the caller's commit: a job
  /// that waits will see what the caller changed.
  static Optional<JobId> lockUnfinished(Handle handle, String uniqueKey) {
    return handle
        .createQuery(
            """
            SELECT id
            FROM queue_jobs
            WHERE active_key = :key
            FOR UPDATE
            """)
        .bind("key", uniqueKey)
        .map((row, context) -> new JobId(row.getLong("id")))
        .findOne();
  }

  private static void hurry(Handle handle, JobId id, NewJob job) {
    handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET priority = IF(
                  FIELD(:priority, 'critical', 'high', 'normal', 'low')
                    < FIELD(priority, 'critical', 'high', 'normal', 'low'),
                  :priority, priority),
                available_at = LEAST(available_at, NOW(6) + INTERVAL :delay MICROSECOND)
            WHERE id = :id
              AND status = 'PENDING'
            """)
        .bind("id", id.value())
        .bind("priority", job.priority().word())
        .bind("delay", JobRows.micros(job.delay()))
        .execute();
  }

  private static JobId insert(Handle handle, NewJob job) {
    return handle
        .createQuery(
            """
            INSERT INTO queue_jobs (job_type, priority, payload, unique_key, available_at)
            VALUES (:type, :priority, :payload, :key, NOW(6) + INTERVAL :delay MICROSECOND)
            RETURNING id
            """)
        .bind("type", job.type().name())
        .bind("priority", job.priority().word())
        .bind("payload", job.payload())
        .bind("key", job.uniqueKey())
        .bind("delay", JobRows.micros(job.delay()))
        .map((row, context) -> new JobId(row.getLong("id")))
        .one();
  }
}
