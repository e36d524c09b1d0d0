package lightspeed.job;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Counts for [QueueStats]. Each statement reads an index or only unfinished jobs, so that a long
/// history does not slow it.
final class CountJobs {
  private CountJobs() {}

  static QueueStats stats(Handle handle) {
    SortedMap<String, Long> byType = new TreeMap<>();
    Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
    countUnfinished(handle, byType, byPriority);
    return new QueueStats(
        byStatus(handle),
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

  private static void countUnfinished(
      Handle handle, Map<String, Long> byType, Map<Priority, Long> byPriority) {
    handle
        .createQuery(
            """
            SELECT job_type, priority, COUNT(*) AS jobs
            FROM queue_jobs
            WHERE status IN ('PENDING', 'PROCESSING')
            GROUP BY job_type, priority
            """)
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
