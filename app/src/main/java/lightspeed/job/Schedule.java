package lightspeed.job;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The rows of `queue_schedules`: when each recurring job is put into the queue next, by the
/// database's clock.
final class Schedule {
  private Schedule() {}

  /// What a look at a schedule leads to.
  enum Look {
    NOT_YET,
    /// It is new, or further off than the interval allows now.
    SET_ANEW,
    DUE
  }

  static Look look(Handle handle, RecurringJob recurring, Duration interval) {
    return handle
        .createQuery(
            """
            SELECT TIMESTAMPDIFF(MICROSECOND, NOW(6), next_at)
            FROM queue_schedules
            WHERE name = :name
            """)
        .bind("name", recurring.name())
        .mapTo(Long.class)
        .findOne()
        .map(left -> look(left, JobRows.micros(interval)))
        .orElse(Look.SET_ANEW);
  }

  private static Look look(long left, long interval) {
    if (left <= 0) {
      return Look.DUE;
    }
    return left > interval ? Look.SET_ANEW : Look.NOT_YET;
  }

  /// One interval from now, unless it is due earlier already.
  static void setAnew(Handle tx, RecurringJob recurring, Duration interval) {
    tx.createUpdate(
            """
            INSERT INTO queue_schedules (name, next_at)
            VALUES (:name, NOW(6) + INTERVAL :interval MICROSECOND)
            ON DUPLICATE KEY UPDATE next_at = LEAST(next_at, VALUES(next_at))
            """)
        .bind("name", recurring.name())
        .bind("interval", JobRows.micros(interval))
        .execute();
  }

  /// Puts the job into the queue if it is still due, and sets the time of the next one.
  ///
  /// @return the new job; empty when another worker was faster, or the one before is unfinished
  static Optional<JobId> enqueue(Handle tx, RecurringJob recurring, Duration interval) {
    if (!advance(tx, recurring, interval)
        || EnqueueJob.lockUnfinished(tx, recurring.name()).isPresent()) {
      return Optional.empty();
    }
    deleteFinished(tx, recurring);
    Enqueued enqueued = EnqueueJob.in(tx, recurring.job());
    return enqueued.isNew() ? Optional.of(enqueued.id()) : Optional.empty();
  }

  private static boolean advance(Handle tx, RecurringJob recurring, Duration interval) {
    return tx.createUpdate(
                """
                UPDATE queue_schedules
                SET next_at = NOW(6) + INTERVAL :interval MICROSECOND
                WHERE name = :name
                  AND next_at <= NOW(6)
                """)
            .bind("name", recurring.name())
            .bind("interval", JobRows.micros(interval))
            .execute()
        == 1;
  }

  private static void deleteFinished(Handle tx, RecurringJob recurring) {
    tx.createUpdate(
            """
            DELETE FROM queue_jobs
            WHERE unique_key = :name
              AND status IN ('COMPLETED', 'FAILED', 'CANCELLED')
            """)
        .bind("name", recurring.name())
        .execute();
  }
}
