package lightspeed.job;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import lightspeed.db.Rows;
import lightspeed.db.Utc;

/// Counts for [QueueStats]. Each statement reads an index or only unfinished jobs, so that a long
/// history does not slow it.
final class CountJobs {
  private CountJobs() {}

  private static final String ALL_BY_STATUS =
      """
      SELECT status, COUNT(*) AS jobs
      FROM queue_jobs
      GROUP BY status
      """;

  /// Up to one more than [QueueStats#GLANCE]; for STATUS stands one of ours.
  private static final String SOME_WITH_STATUS =
      """
      SELECT 'STATUS' AS status, COUNT(*) AS jobs
      FROM (SELECT 1 FROM queue_jobs WHERE status = 'STATUS' LIMIT 10001) AS some
      """;

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
        LIMIT 10001
      ) AS unfinished
      GROUP BY job_type, priority
      """;

  /// Everything, however much it is.
  static QueueStats all(Rows rows) throws SQLException {
    return stats(rows, ALL_BY_STATUS, ALL_UNFINISHED);
  }

  /// Each count up to one more than [QueueStats#GLANCE].
  static QueueStats glance(Rows rows) throws SQLException {
    StringBuilder byStatus = new StringBuilder();
    for (JobStatus status : JobStatus.values()) {
      byStatus
          .append(byStatus.isEmpty() ? "" : "UNION ALL\n")
          .append(SOME_WITH_STATUS.replace("STATUS", status.name()));
    }
    return stats(rows, byStatus.toString(), SOME_UNFINISHED);
  }

  private static QueueStats stats(Rows rows, String byStatus, String unfinished)
      throws SQLException {
    SortedMap<String, Long> byType = new TreeMap<>();
    Map<Priority, Long> byPriority = new EnumMap<>(Priority.class);
    countUnfinished(rows, unfinished, byType, byPriority);
    return new QueueStats(
        byStatus(rows, byStatus),
        byType,
        byPriority,
        oldestPendingSeconds(rows),
        stuck(rows),
        workers(rows),
        rate(rows));
  }

  private static Map<JobStatus, Long> byStatus(Rows rows, String sql) throws SQLException {
    Map<JobStatus, Long> counts = new HashMap<>();
    var _ =
        rows.of(
            sql,
            row -> counts.put(JobStatus.valueOf(row.getString("status")), row.getLong("jobs")));
    return counts;
  }

  private static void countUnfinished(
      Rows rows, String sql, Map<String, Long> byType, Map<Priority, Long> byPriority)
      throws SQLException {
    var _ =
        rows.of(
            sql,
            row -> {
              long jobs = row.getLong("jobs");
              byType.merge(row.getString("job_type"), jobs, Long::sum);
              return byPriority.merge(JobRows.priority(row), jobs, Long::sum);
            });
  }

  private static OptionalLong oldestPendingSeconds(Rows rows) throws SQLException {
    return rows
        .of(
            """
            SELECT TIMESTAMPDIFF(SECOND, MIN(available_at), NOW(6)) AS seconds
            FROM queue_jobs
            WHERE status = 'PENDING'
              AND priority IN ('critical', 'high', 'normal', 'low')
              AND available_at <= NOW(6)
            HAVING seconds IS NOT NULL
            """,
            row -> OptionalLong.of(row.getLong("seconds")))
        .stream()
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static long stuck(Rows rows) throws SQLException {
    return rows.of(
            """
            SELECT COUNT(*) AS jobs
            FROM queue_jobs
            LEFT JOIN queue_workers
              ON queue_workers.id = queue_jobs.worker_id
              AND queue_workers.stopped_at IS NULL
              AND queue_workers.lease_until > NOW(6)
            WHERE queue_jobs.status = 'PROCESSING'
              AND (queue_workers.id IS NULL
                OR queue_jobs.started_at < NOW(6) - INTERVAL 30 MINUTE)
            """,
            row -> row.getLong("jobs"))
        .getFirst();
  }

  private static List<QueueStats.LiveWorker> workers(Rows rows) throws SQLException {
    return rows.of(
        """
        SELECT id, host, pid, concurrency, running, last_beat_at
        FROM queue_workers
        WHERE stopped_at IS NULL
          AND lease_until > NOW(6)
        ORDER BY started_at, id
        """,
        row ->
            new QueueStats.LiveWorker(
                row.getString("id"),
                row.getString("host"),
                row.getLong("pid"),
                row.getInt("concurrency"),
                row.getInt("running"),
                Utc.get(row, "last_beat_at")));
  }

  private static QueueStats.Rate rate(Rows rows) throws SQLException {
    return rows.of(
            """
            SELECT COUNT(IF(finished_at > NOW(6) - INTERVAL 1 MINUTE, 1, NULL)) AS one_minute,
                   COUNT(*) AS five_minutes
            FROM queue_jobs
            WHERE finished_at > NOW(6) - INTERVAL 5 MINUTE
            """,
            row -> new QueueStats.Rate(row.getLong("one_minute"), row.getLong("five_minutes")))
        .getFirst();
  }
}
