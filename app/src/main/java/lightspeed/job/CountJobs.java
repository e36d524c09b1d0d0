package lightspeed.job;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Counts for [QueueStats]. Each statement reads an index or only unfinished jobs, so that a long
/// history does not slow it.
final class CountJobs {
  private CountJobs() {}

  /// Everything, however much it is.
  static QueueStats all(Handle handle) {
    return stats(handle, byStatus(handle), handle.createQuery(ALL_UNFINISHED));
  }

  /// Each count up to one more than `most`.
  static QueueStats upTo(Handle handle, int most) {
    return stats(
        handle,
        byStatus(handle, most + 1L),
        handle.createQuery(SOME_UNFINISHED).bind("most", most + 1L));
  }

  private static QueueStats stats(Handle handle, Map<JobStatus, Long> byStatus, Query unfinished) {
    SortedMap<String, Long> byType = new TreeMap<>();
    Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
    countUnfinished(unfinished, byType, byPriority);
    return new QueueStats(
        byStatus,
        byType,
        byPriority,
        oldestPendingSeconds(handle),
        stuck(handle),
        workers(handle),
        rate(handle));
  }

  private static Map<JobStatus, Long> byStatus(Handle handle) {
    Map<JobStatus, Long> counts = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT status, COUNT(*) AS jobs
            FROM queue_jobs
            GROUP BY status
            """)
        .map(
            (row, context) ->
                counts.put(JobStatus.valueOf(row.getString("status")), row.getLong("jobs")))
        .list();
    return counts;
  }

  private static Map<JobStatus, Long> byStatus(Handle handle, long most) {
    Map<JobStatus, Long> counts = new HashMap<>();
    for (JobStatus status : JobStatus.values()) {
      counts.put(
          status,
          handle
              .createQuery(
                  """
                  SELECT COUNT(*)
                  FROM (
                    SELECT 1
                    FROM queue_jobs
                    WHERE status = :status
                    LIMIT :most
                  ) AS some
                  """)
              .bind("status", status.name())
              .bind("most", most)
              .mapTo(Long.class)
              .one());
    }
    return counts;
  }

  private static final String ALL_UNFINISHED =
      """
      SELECT job_type, priority, COUNT(*) AS jobs
      FROM queue_jobs
      WHERE status IN ('PENDING', 'PROCESSING')
      GROUP BY job_type, priority
      """;

  private static final String SOME_UNFINISHED =
      """
      SELECT job_type, priority, COUNT(*) AS jobs
      FROM (
        SELECT job_type, priority
        FROM queue_jobs
        WHERE status IN ('PENDING', 'PROCESSING')
        LIMIT :most
      ) AS unfinished
      GROUP BY job_type, priority
      """;

  private static void countUnfinished(
      Query unfinished, Map<String, Long> byType, Map<Priority, Long> byPriority) {
    unfinished
        .map(
            (row, context) -> {
              long jobs = row.getLong("jobs");
              byType.merge(row.getString("job_type"), jobs, Long::sum);
              return byPriority.merge(JobRows.priority(row), jobs, Long::sum);
            })
        .list();
  }

  private static OptionalLong oldestPendingSeconds(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT TIMESTAMPDIFF(SECOND, MIN(available_at), NOW(6)) AS seconds
            FROM queue_jobs
            WHERE status = 'PENDING'
              AND priority IN ('critical', 'high', 'normal', 'low')
              AND available_at <= NOW(6)
            HAVING seconds IS NOT NULL
            """)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private static long stuck(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*)
            FROM queue_jobs
            LEFT JOIN queue_workers
              ON queue_workers.id = queue_jobs.worker_id
              AND queue_workers.stopped_at IS NULL
              AND queue_workers.lease_until > NOW(6)
            WHERE queue_jobs.status = 'PROCESSING'
              AND (queue_workers.id IS NULL
                OR queue_jobs.started_at < NOW(6) - INTERVAL 30 MINUTE)
            """)
        .mapTo(Long.class)
        .one();
  }

  private static List<QueueStats.LiveWorker> workers(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT id, host, pid, concurrency, running, last_beat_at
            FROM queue_workers
            WHERE stopped_at IS NULL
              AND lease_until > NOW(6)
            ORDER BY started_at, id
            """)
        .map(
            (row, context) ->
                new QueueStats.LiveWorker(
                    row.getString("id"),
                    row.getString("host"),
                    row.getLong("pid"),
                    row.getInt("concurrency"),
                    row.getInt("running"),
                    JobRows.instant(row, "last_beat_at")))
        .list();
  }

  private static QueueStats.Rate rate(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT COUNT(IF(finished_at > NOW(6) - INTERVAL 1 MINUTE, 1, NULL)) AS one_minute,
                   COUNT(*) AS five_minutes
            FROM queue_jobs
            WHERE finished_at > NOW(6) - INTERVAL 5 MINUTE
            """)
        .map(
            (row, context) ->
                new QueueStats.Rate(row.getLong("one_minute"), row.getLong("five_minutes")))
        .one();
  }
}
