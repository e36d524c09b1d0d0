package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lightspeed.db.ClockStep;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// The database's clock, and the times in the queue's tables that move along when it was set.
final class ClockRows {
  private ClockRows() {}

  /// What a look shows, all of one moment.
  ///
  /// @param server whose clock it is
  /// @param steps how often workers noticed that it was set
  record Seen(Instant now, String server, long steps) {}

  static Seen look(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT NOW(6) AS now_at,
                   CONCAT(@@hostname, ':', @@port) AS server,
                   COALESCE((SELECT clock_steps FROM queue_state WHERE id = 1), 0) AS steps
            """)
        .map(
            (row, context) ->
                new Seen(Utc.get(row, "now_at"), row.getString("server"), row.getLong("steps")))
        .one();
  }

  static Instant now(Handle handle) {
    return handle
        .createQuery("SELECT NOW(6) AS now_at")
        .map((row, context) -> Utc.get(row, "now_at"))
        .one();
  }

  /// Of any worker, also of one that has stopped.
  static Instant newestBeat(Handle handle) {
    return handle
        .createQuery("SELECT MAX(last_beat_at) AS newest FROM queue_workers")
        .map((row, context) -> Optional.ofNullable(Utc.find(row, "newest")))
        .one()
        .orElse(Instant.EPOCH);
  }

  /// Moves the times of the queue's tables.
  static void move(Handle tx, ClockStep step) {
    if (step.by().isNegative()) {
      moveBack(tx, step);
    } else {
      moveForward(tx, step.by(), step.expected());
    }
    moveLeases(tx, step.expected());
  }

  /// Everything that would be later than it was, also the times of running jobs: they may go back
  /// into the queue. What was put into the queue since the clock was set, a second or so, may start
  /// early.
  private static void moveBack(Handle tx, ClockStep step) {
    step.move(
        tx,
        "queue_jobs",
        List.of("created_at", "started_at", "available_at"),
        "status IN ('PENDING', 'PROCESSING')");
    moveSchedules(tx, step.by(), step.now());
  }

  /// What waited when the clock was set, and was not written since.
  private static void moveForward(Handle tx, Duration by, Instant expected) {
    tx.createUpdate(
            """
            UPDATE queue_jobs
            SET available_at = available_at + INTERVAL :by MICROSECOND
            WHERE status = 'PENDING'
              AND available_at > :expected
              AND updated_at <= :expected
            """)
        .bind("expected", Utc.of(expected))
        .bind("by", JobRows.micros(by))
        .execute();
    moveSchedules(tx, by, expected);
  }

  /// One that was set since comes too late, and is set to its interval at the next look.
  private static void moveSchedules(Handle tx, Duration by, Instant after) {
    tx.createUpdate(
            """
            UPDATE queue_schedules
            SET next_at = next_at + INTERVAL :by MICROSECOND
            WHERE next_at > :after
            """)
        .bind("after", Utc.of(after))
        .bind("by", JobRows.micros(by))
        .execute();
  }

  /// A lease that held begins again, so that it never ends before its worker believes; one that was
  /// over stays over. The assignments are made from left to right.
  private static void moveLeases(Handle tx, Instant expected) {
    tx.createUpdate(
            """
            UPDATE queue_workers
            SET lease_until =
                  IF(lease_until > :expected,
                     NOW(6) + INTERVAL TIMESTAMPDIFF(MICROSECOND, last_beat_at, lease_until)
                       MICROSECOND,
                     LEAST(lease_until, NOW(6))),
                last_beat_at =
                  IF(lease_until > NOW(6), NOW(6), LEAST(last_beat_at, NOW(6)))
            WHERE stopped_at IS NULL
               OR last_beat_at > NOW(6)
            """)
        .bind("expected", Utc.of(expected))
        .execute();
  }
}
