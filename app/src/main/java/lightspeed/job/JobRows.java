package lightspeed.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
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
        instant(row, "available_at"),
        instantOrNull(row, "started_at"),
        instantOrNull(row, "finished_at"),
        instant(row, "created_at"));
  }

  static JobAttempt attempt(ResultSet row) throws SQLException {
    return new JobAttempt(
        new JobId(row.getLong("job_id")),
        row.getInt("number"),
        row.getString("worker_id"),
        instantOrNull(row, "started_at"),
        instant(row, "finished_at"),
        JobAttempt.Outcome.valueOf(row.getString("outcome")),
        row.getString("error_message"));
  }

  static Priority priority(ResultSet row) throws SQLException {
    String word = row.getString("priority");
    return Priority.parse(word)
        .orElseThrow(() -> new SQLException("Not a priority in queue_jobs: " + word));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(instantOrNull(row, column))
        .orElseThrow(() -> new SQLException("Column " + column + " is null."));
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    LocalDateTime time = row.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  /// A moment as the tables keep it.
  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /// For `INTERVAL … MICROSECOND`, the tables' precision.
  static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
