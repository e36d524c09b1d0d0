package lightspeed.job;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A worker's row in `queue_workers`, which carries the lease of all its jobs.
final class WorkerRows {
  private WorkerRows() {}

  /// What people see of a worker at its beats.
  record Load(int concurrency, int running, long completed, long failed) {}

  /// A claim as the table knows it.
  record Claimed(JobId id, long token, boolean isCancelRequested) {}

  static void register(Handle handle, String id, WorkerHost host, int concurrency, Duration lease) {
    handle
        .createUpdate(
            """
            INSERT INTO queue_workers (id, host, pid, version, concurrency, beats, lease_until)
            VALUES (:id, :host, :pid, :version, :concurrency, 1,
                    NOW(6) + INTERVAL :lease MICROSECOND)
            """)
        .bind("id", id)
        .bind("host", host.name())
        .bind("pid", host.pid())
        .bind("version", host.version())
        .bind("concurrency", concurrency)
        .bind("lease", JobRows.micros(lease))
        .execute();
  }

  /// Extends the lease, but only one that holds: an expired one is gone for good.
  ///
  /// @param number of this beat; each is higher than those before
  /// @param confirmed the highest number that is known to have been written
  static boolean beat(
      Handle handle, String id, long number, long confirmed, Load load, Duration lease) {
    return handle
            .createUpdate(
                """
                UPDATE queue_workers
                SET last_beat_at = NOW(6),
                    lease_until = NOW(6) + INTERVAL :lease MICROSECOND,
                    beats = :number,
                    concurrency = :concurrency,
                    running = :running,
                    completed = :completed,
                    failed = :failed
                WHERE id = :id
                  AND stopped_at IS NULL
                  AND lease_until > NOW(6)
                  AND beats >= :confirmed
                """)
            .bind("id", id)
            .bind("number", number)
            .bind("confirmed", confirmed)
            .bind("lease", JobRows.micros(lease))
            .bind("concurrency", load.concurrency())
            .bind("running", load.running())
            .bind("completed", load.completed())
            .bind("failed", load.failed())
            .execute()
        == 1;
  }

  /// The worker leaves; whatever it still holds is released by others at once.
  static void stop(Handle handle, String id, Load load) {
    handle
        .createUpdate(
            """
            UPDATE queue_workers
            SET stopped_at = NOW(6),
                running = 0,
                completed = :completed,
                failed = :failed
            WHERE id = :id
              AND stopped_at IS NULL
            """)
        .bind("id", id)
        .bind("completed", load.completed())
        .bind("failed", load.failed())
        .execute();
  }

  static List<Claimed> claimed(Handle handle, String id) {
    return handle
        .createQuery(
            """
            SELECT id, claim_token, cancel_requested
            FROM queue_jobs
            WHERE status = 'PROCESSING'
              AND worker_id = :worker
              AND claim_token IS NOT NULL
            """)
        .bind("worker", id)
        .map(
            (row, context) ->
                new Claimed(
                    new JobId(row.getLong("id")),
                    row.getLong("claim_token"),
                    row.getBoolean("cancel_requested")))
        .list();
  }
}
