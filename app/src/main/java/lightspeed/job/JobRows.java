package lightspeed.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import lightspeed.db.Utc;
import org.jspecify.annotations.Nullable;

/// Rows of the queue's tables as records. Times are UTC in the tables, whatever the time zone of
/// this process is.
final class JobRows {
  private JobRows() {}

  static Job job(ResultSet row) throws SQLException {
    return new Job(
        new JobId(row.getLong("id")),
        new JobType(row.getString("job_type")),
        JobStatus.valueOf(row.getString("status")),
        priority(row),
        row.getString("payload"),
        row.getString("unique_key"),
        row.getInt("attempts"),
        integer(row, "max_attempts"),
        row.getInt("starts"),
        row.getInt("losses"),
        row.getString("worker_id"),
        row.getBoolean("cancel_requested"),
        row.getString("error_message"),
        Utc.get(row, "available_at"),
        Utc.find(row, "started_at"),
        Utc.find(row, "finished_at"),
        Utc.get(row, "created_at"));
  }

  static JobAttempt attempt(ResultSet row) throws SQLException {
    return new JobAttempt(
        new JobId(row.getLong("job_id")),
        row.getInt("number"),
        row.getString("worker_id"),
        Utc.find(row, "started_at"),
        Utc.get(row, "finished_at"),
        JobAttempt.Outcome.valueOf(row.getString("outcome")),
        row.getString("error_message"));
  }

  static Priority priority(ResultSet row) throws SQLException {
    String word = row.getString("priority");
    return Priority.parse(word)
        .orElseThrow(() -> new SQLException("Not a priority in queue_jobs: " + word));
  }

  static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  /// For `INTERVAL … MICROSECOND`, the tables' precision.
  static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
