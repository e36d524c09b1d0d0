package lightspeed.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Reads jobs and their history.
final class FindJobs {
  private static final String COLUMNS =
      """
      SELECT id, job_type, status, priority, payload, unique_key, attempts, max_attempts, starts,
             losses, worker_id, cancel_requested, error_message, available_at, started_at,
             finished_at, created_at
      FROM queue_jobs
      """;

  private FindJobs() {}

  static Optional<Job> byId(Handle handle, JobId id) {
    return one(handle.createQuery(COLUMNS + "WHERE id = :id"), id);
  }

  /// As [#byId], and no one else changes the job before the end of the transaction.
  static Optional<Job> lock(Handle handle, JobId id) {
    return one(handle.createQuery(COLUMNS + "WHERE id = :id FOR UPDATE"), id);
  }

  /// The one job with this key that is not finished.
  static Optional<Job> unfinished(Handle handle, String uniqueKey) {
    return handle
        .createQuery(COLUMNS + "WHERE active_key = :key")
        .bind("key", uniqueKey)
        .map((row, context) -> JobRows.job(row))
        .findOne();
  }

  /// The jobs with this key, the newest first.
  static List<Job> withKey(Handle handle, String uniqueKey, int limit) {
    return handle
        .createQuery(COLUMNS + "WHERE unique_key = :key ORDER BY id DESC LIMIT :limit")
        .bind("key", uniqueKey)
        .bind("limit", limit)
        .map((row, context) -> JobRows.job(row))
        .list();
  }

  private static Optional<Job> one(Query query, JobId id) {
    return query.bind("id", id.value()).map((row, context) -> JobRows.job(row)).findOne();
  }

  static List<Job> matching(Handle handle, JobFilter filter) {
    StringBuilder sql = new StringBuilder(COLUMNS).append("WHERE TRUE\n");
    Map<String, Object> values = new LinkedHashMap<>();
    if (filter.status() != null) {
      sql.append("AND status = :status\n");
      values.put("status", filter.status().name());
    }
    if (filter.type() != null) {
      sql.append("AND job_type = :type\n");
      values.put("type", filter.type().name());
    }
    if (filter.priority() != null) {
      sql.append("AND priority = :priority\n");
      values.put("priority", filter.priority().word());
    }
    if (filter.olderThan() != null) {
      sql.append("AND created_at < NOW(6) - INTERVAL :age MICROSECOND\n");
      values.put("age", JobRows.micros(filter.olderThan()));
    }
    if (filter.before() != null) {
      sql.append("AND id < :before\n");
      values.put("before", filter.before().value());
    }
    values.put("limit", filter.limit());
    return handle
        .createQuery(sql.append("ORDER BY id DESC\nLIMIT :limit").toString())
        .bindMap(values)
        .map((row, context) -> JobRows.job(row))
        .list();
  }

  static List<JobAttempt> attempts(Handle handle, JobId id) {
    return handle
        .createQuery(
            """
            SELECT job_id, number, worker_id, started_at, finished_at, outcome, error_message
            FROM queue_job_attempts
            WHERE job_id = :id
            ORDER BY number, id
            """)
        .bind("id", id.value())
        .map((row, context) -> JobRows.attempt(row))
        .list();
  }
}
