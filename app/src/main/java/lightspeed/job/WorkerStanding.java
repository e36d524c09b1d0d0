package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import lightspeed.db.Migrations;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// How a worker stands by the database: what its row says, compared with what it remembers.
///
/// @param state what that means for its lease
/// @param confirmed what the database knows now
/// @param schema version of the newest migration
/// @param words what the row says, as a sentence
record WorkerStanding(Lease.State state, Lease.Confirmed confirmed, int schema, String words) {
  /// The row of a worker that stopped stays for a day. One that is missing earlier never was
  /// written in this database.
  private static final Duration KEPT_AT_LEAST = Duration.ofHours(23);

  private record Row(boolean isThere, long beats, boolean holds) {}

  /// Reads it. What `remembered` says must have been committed before.
  static WorkerStanding of(Handle handle, String workerId, Lease.Confirmed remembered) {
    return handle
        .createQuery(
            """
            SELECT NOW(6) AS now_at,
                   queue_workers.id IS NOT NULL AS is_there,
                   COALESCE(queue_workers.beats, 0) AS beats,
                   COALESCE(stopped_at IS NULL AND lease_until > NOW(6), FALSE) AS holds,
                   COALESCE((SELECT setbacks FROM queue_state), 0) AS setbacks,
                   COALESCE((SELECT MAX(CAST(version AS UNSIGNED))
                             FROM flyway_schema_history
                             WHERE success), 0) AS schema_version
            FROM (SELECT 1) AS one
            LEFT JOIN queue_workers ON queue_workers.id = :worker
            """)
        .bind("worker", workerId)
        .map(
            (row, context) -> {
              Row found =
                  new Row(
                      row.getBoolean("is_there"), row.getLong("beats"), row.getBoolean("holds"));
              Instant now = Utc.get(row, "now_at");
              int schema = row.getInt("schema_version");
              return new WorkerStanding(
                  state(found, remembered, now, schema),
                  new Lease.Confirmed(found.beats(), row.getLong("setbacks"), now),
                  schema,
                  words(found, workerId, remembered));
            })
        .one();
  }

  private static Lease.State state(Row row, Lease.Confirmed remembered, Instant now, int schema) {
    boolean isMissing = !row.isThere() && now.isBefore(remembered.at().plus(KEPT_AT_LEAST));
    if (isMissing || (row.isThere() && row.beats() < remembered.beats())) {
      return Lease.State.DATABASE_WENT_BACK;
    }
    if (schema > Migrations.NEWEST) {
      return Lease.State.OUTDATED;
    }
    return row.holds() ? Lease.State.HELD : Lease.State.LOST;
  }

  private static String words(Row row, String workerId, Lease.Confirmed remembered) {
    return row.isThere()
        ? "Worker %s had beaten %d times, and its row says %d."
            .formatted(workerId, remembered.beats(), row.beats())
        : "Worker %s was registered at %s, and its row is missing."
            .formatted(workerId, remembered.at());
  }
}
