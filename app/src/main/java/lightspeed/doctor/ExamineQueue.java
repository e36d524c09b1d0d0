package lightspeed.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;
import org.jspecify.annotations.Nullable;

/// Questions about jobs and workers.
final class ExamineQueue {
  /// A due job that waits longer while none finishes shows that nothing moves.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String STUCK_JOBS = "stuck jobs";

  /// A live worker takes over within a second; ten leave no doubt.
  private static final String DEAD_WORKERS =
      """
      SELECT CONCAT('Worker ', w.id, ' on ', w.host, ' has been silent since ',
        DATE_FORMAT(w.last_beat_at, '%Y-%m-%d %H:%i:%s'), ' UTC; jobs that it holds: ',
        COUNT(*), '.')
      FROM queue_workers w
      JOIN queue_jobs j
        ON j.worker_id = w.id
        AND j.status = 'PROCESSING'
      WHERE w.lease_until < NOW(6) - INTERVAL 10 SECOND
      GROUP BY w.id, w.host, w.last_beat_at
      """;

  private static final String UNKNOWN_WORKERS =
      """
      SELECT CONCAT('job_', id, ' (', job_type, ') is PROCESSING by ',
        COALESCE(worker_id, 'nobody'), '.')
      FROM queue_jobs
      WHERE status = 'PROCESSING'
        AND updated_at < NOW(6) - INTERVAL 10 SECOND
        AND NOT EXISTS (
          SELECT 1
          FROM queue_workers
          WHERE queue_workers.id = queue_jobs.worker_id)
      ORDER BY id
      """;

  private static final String STUCK =
      """
      SELECT CONCAT('job_', j.id, ' (', j.job_type, ') has been running for ',
        TIMESTAMPDIFF(MINUTE, j.started_at, NOW(6)), ' minutes on ', w.host, ', process ', w.pid,
        '.'), CONCAT('job_', j.id)
      FROM queue_jobs j
      JOIN queue_workers w
        ON w.id = j.worker_id
        AND w.stopped_at IS NULL
        AND w.lease_until > NOW(6)
      WHERE j.status = 'PROCESSING'
        AND j.started_at < NOW(6) - INTERVAL 30 MINUTE
      ORDER BY j.started_at
      """;

  private static final String POISON =
      """
      SELECT CONCAT('job_', id, ' (', job_type, ') lost its worker ', losses, ' times.'),
        CONCAT('job_', id)
      FROM queue_jobs
      WHERE losses >= 3
        AND status IN ('PENDING', 'PROCESSING', 'FAILED')
      ORDER BY losses DESC
      """;

  /// Numbers and ids differ between jobs that failed for the same reason. Reads a thousand at most,
  /// the newest.
  private static final String FAILED =
      """
      SELECT CONCAT(COUNT(*), ' of the type ', job_type, ': ',
        LEFT(COALESCE(MIN(error_message), 'no reason was written down.'), 1000))
      FROM (
        SELECT job_type, error_message
        FROM queue_jobs
        WHERE status = 'FAILED'
        ORDER BY id DESC
        LIMIT 1000) AS failed
      GROUP BY job_type, REGEXP_REPLACE(error_message, '[0-9a-f-]{8,}|[0-9]+', '#')
      ORDER BY COUNT(*) DESC
      """;

  private static final String OPEN_TYPES =
      """
      SELECT DISTINCT job_type
      FROM queue_jobs
      WHERE status IN ('PENDING', 'PROCESSING', 'FAILED')
      """;

  private static final String VERSIONS_DIFFER =
      """
      SELECT CONCAT('Workers of the versions ',
        GROUP_CONCAT(DISTINCT version ORDER BY version SEPARATOR ' and '), ' run.')
      FROM queue_workers
      WHERE stopped_at IS NULL
        AND lease_until > NOW(6)
      HAVING COUNT(DISTINCT version) > 1
      """;

  private static final String VERSIONS =
      """
      SELECT MIN(version)
      FROM queue_workers
      WHERE stopped_at IS NULL
        AND lease_until > NOW(6)
      HAVING COUNT(DISTINCT version) = 1
      """;

  /// Each worker has a connection for every executor and eight more.
  private static final String CONNECTIONS =
      """
      SELECT CONCAT('Workers may want ', SUM(concurrency + 8), ' connections, the server has ',
        @@max_connections, '.')
      FROM queue_workers
      WHERE stopped_at IS NULL
        AND lease_until > NOW(6)
      HAVING SUM(concurrency + 8) > @@max_connections
      """;

  private static final String POLL_FAILS =
      """
      SELECT CONCAT('The last question ended with: ', LEFT(error_message, 1000))
      FROM queue_jobs
      WHERE unique_key = 'consignments.poll'
        AND status IN ('PENDING', 'FAILED')
        AND attempts > 0
        AND error_message IS NOT NULL
      ORDER BY id DESC
      """;

  private final TableQuestions tables;
  private final DoctorParts.QueueParts parts;
  private final IntSupplier mostFailed;
  private final String version;
  private volatile @Nullable QueueStats seen;

  /// @param mostFailed how many failed jobs are only a warning
  /// @param version of this program
  ExamineQueue(
      TableQuestions tables, DoctorParts.QueueParts parts, IntSupplier mostFailed, String version) {
    this.tables = tables;
    this.parts = parts;
    this.mostFailed = mostFailed;
    this.version = version;
  }

  List<Question> all() {
    return List.of(
        tables
            .asking("workers", Topic.QUEUE, this::workers)
            .quick("worker", () -> glance().workers().size() + " running"),
        tables.asking("late jobs", Topic.QUEUE, this::late).quick("pending jobs", this::pending),
        tables
            .about("stuck jobs", QueueFault.JOB_STUCK, STUCK)
            .quick(STUCK_JOBS, () -> "none runs for more than 30 minutes"),
        tables
            .about("dead workers", QueueFault.DEAD_WORKER_HOLDS_JOBS, DEAD_WORKERS)
            .quick(STUCK_JOBS),
        tables
            .about("jobs without a worker", QueueFault.JOB_WITHOUT_WORKER, UNKNOWN_WORKERS)
            .quick(STUCK_JOBS),
        tables.about("jobs that kill workers", QueueFault.JOB_KILLS_WORKERS, POISON),
        tables
            .about("failed jobs", QueueFault.JOBS_FAILED, FAILED)
            .quick("failed jobs", () -> "0 failed"),
        tables.asking("number of failed jobs", Topic.QUEUE, this::manyFailed).quick("failed jobs"),
        tables.asking("job types", Topic.QUEUE, this::unknownTypes),
        tables.about("versions of workers", QueueFault.WORKER_VERSIONS_DIFFER, VERSIONS_DIFFER),
        tables.asking("version of this command", Topic.QUEUE, this::otherVersion),
        tables.about("connections of workers", QueueFault.CONNECTIONS_SHORT, CONNECTIONS),
        tables.about("polling", QueueFault.POLLING_FAILS, POLL_FAILS),
        tables.about(
            "daily comparison", QueueFault.COMPARISON_LATE, late("consignments.compare", 2880)),
        tables.about("daily pruning", QueueFault.PRUNING_LATE, late("history.prune", 2880)));
  }

  /// One look serves all questions: each doctor is for one examination.
  private QueueStats glance() {
    var now = seen;
    if (now == null) {
      now = parts.glance().get();
      seen = now;
    }
    return now;
  }

  private List<Finding> workers() {
    var now = glance();
    if (!now.workers().isEmpty()) {
      return List.of();
    }
    return List.of(
        now.oldestPendingSeconds().isPresent()
            ? new Finding(
                QueueFault.NO_WORKER_AND_JOBS_WAIT, "No worker runs; " + waiting(now) + ".")
            : new Finding(QueueFault.NO_WORKER, "No worker runs, on this machine or another."));
  }

  private List<Finding> late() {
    var now = glance();
    boolean isMoving =
        now.workers().isEmpty()
            || now.oldestPendingSeconds().orElse(0) <= PATIENCE.toSeconds()
            || now.rate().finishedInLastFiveMinutes() > 0;
    return isMoving
        ? List.of()
        : List.of(
            new Finding(QueueFault.JOBS_LATE, waiting(now) + "; none finished in 5 minutes."));
  }

  private String pending() {
    var now = glance();
    return now.count(JobStatus.PENDING) == 0 ? "none waiting" : waiting(now);
  }

  private static String waiting(QueueStats now) {
    return now.count(JobStatus.PENDING)
        + " waiting, the oldest due for "
        + now.oldestPendingSeconds().orElse(0)
        + " s";
  }

  private List<Finding> manyFailed() {
    long failed = glance().count(JobStatus.FAILED);
    int most = mostFailed.getAsInt();
    return failed <= most
        ? List.of()
        : List.of(
            new Finding(
                QueueFault.JOBS_FAILED_MANY,
                failed + " failed, more than health_failed_jobs (" + most + ")."));
  }

  /// A recurring job that nobody puts into the queue although a worker runs.
  private static String late(String name, int minutes) {
    return """
    SELECT CONCAT('It should have begun ', TIMESTAMPDIFF(MINUTE, next_at, NOW(6)),
      ' minutes ago, and a worker runs.')
    FROM queue_schedules
    WHERE name = '%s'
      AND next_at < NOW(6) - INTERVAL %d MINUTE
      AND EXISTS (
        SELECT 1
        FROM queue_workers
        WHERE stopped_at IS NULL
          AND lease_until > NOW(6))
    """
        .formatted(name, minutes);
  }

  private List<Finding> unknownTypes() {
    var known = parts.knownTypes().get();
    List<Finding> found = new ArrayList<>();
    for (var type : tables.lines(OPEN_TYPES)) {
      if (!known.contains(type)) {
        found.add(
            new Finding(
                QueueFault.JOB_TYPE_UNKNOWN,
                "Jobs of the type \"" + type + "\" wait or failed.",
                "lightspeed-cli queue:list --type=" + type + ", then queue:cancel <job>"));
      }
    }
    return found;
  }

  private List<Finding> otherVersion() {
    return tables.lines(VERSIONS).stream()
        .filter(running -> !running.equals(version))
        .map(
            running ->
                new Finding(
                    QueueFault.WORKER_OTHER_VERSION,
                    "Workers are of version " + running + ", this command of " + version + "."))
        .toList();
  }
}
