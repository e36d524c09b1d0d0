package lightspeed.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jspecify.annotations.Nullable;

/// What a job did to its order, from the sync log.
///
/// **Threads:** safe.
public final class JobSteps {
  /// By the order, because the sync log has no index of jobs.
  private static final String NEWEST =
      """
      SELECT created_at, operation, status, error_message,
        TIMESTAMPDIFF(MICROSECOND, created_at, completed_at) DIV 1000 AS millis
      FROM lightspeed_sync_log
      WHERE entity_id = :order
        AND job_id = :job
      ORDER BY created_at DESC, id DESC
      LIMIT :limit
      """;

  private final Database database;

  public JobSteps(Database database) {
    this.database = database;
  }

  /// One row of the sync log.
  ///
  /// @param error why it failed, or what is unusual about it; null when there is nothing to say
  /// @param millis how long it took, null when it has not ended
  public record Step(
      Instant at, String operation, String status, @Nullable String error, @Nullable Long millis) {}

  /// Steps of a job, newest first; empty when it took none.
  ///
  /// @param order the id of the order it is about
  public List<Step> newest(String order, long job, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(NEWEST)
                .bind("order", order)
                .bind("job", job)
                .bind("limit", limit)
                .map((row, _) -> step(row))
                .list());
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        Utc.get(row, "created_at"),
        row.getString("operation"),
        row.getString("status"),
        row.getString("error_message"),
        HistoryRows.longOrNull(row, "millis"));
  }
}
