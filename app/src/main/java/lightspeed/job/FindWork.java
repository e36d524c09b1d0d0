package lightspeed.job;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Asks what there is to do, for a worker that ends when there is nothing.
final class FindWork {
  private FindWork() {}

  /// Whether a job of these types is due, or runs anywhere.
  static boolean isLeft(Handle handle, TypeFilter types) {
    if (types.isNothing()) {
      return false;
    }
    return !ClaimJobs.due(handle, types).priorities().isEmpty() || isRunning(handle, types);
  }

  /// Whether one of these jobs may start now.
  static boolean isDue(Handle handle, Set<JobId> jobs) {
    return !jobs.isEmpty()
        && handle
            .createQuery(
                """
                SELECT EXISTS (
                  SELECT 1
                  FROM queue_jobs
                  WHERE id IN (<jobs>)
                    AND status = 'PENDING'
                    AND available_at <= NOW(6))
                """)
            .bindList("jobs", jobs.stream().map(JobId::value).toList())
            .mapTo(Boolean.class)
            .one();
  }

  private static boolean isRunning(Handle handle, TypeFilter types) {
    String sql =
        """
        SELECT EXISTS (
          SELECT 1
          FROM queue_jobs
          WHERE status = 'PROCESSING'
            %s)
        """
            .formatted(types.sql());
    return types.bind(handle.createQuery(sql)).mapTo(Boolean.class).one();
  }

  /// The job that has waited longest, of the first of these types that has one.
  static Optional<JobId> longestWaiting(
      Handle handle, List<JobType> types, Set<JobId> except, boolean isDue) {
    return types.stream()
        .flatMap(type -> longestWaiting(handle, type, except, isDue).stream())
        .findFirst();
  }

  private static Optional<JobId> longestWaiting(
      Handle handle, JobType type, Set<JobId> except, boolean isDue) {
    return handle
        .createQuery(
            """
            SELECT id
            FROM queue_jobs
            WHERE status = 'PENDING'
              AND job_type = :type
              AND (NOT :is_due OR available_at <= NOW(6))
              AND id NOT IN (<except>)
            ORDER BY available_at, id
            LIMIT 1
            """)
        .bind("type", type.name())
        .bind("is_due", isDue)
        .bindList(
            "except", except.isEmpty() ? List.of(0L) : except.stream().map(JobId::value).toList())
        .mapTo(Long.class)
        .findOne()
        .map(JobId::new);
  }

  /// Those of `some` types that have a job that is due and is wanted.
  static Set<String> due(Handle handle, TypeFilter wanted, Set<String> some) {
    if (wanted.isNothing() || some.isEmpty()) {
      return Set.of();
    }
    String sql =
        """
        SELECT DISTINCT job_type
        FROM queue_jobs
        WHERE status = 'PENDING'
          AND available_at <= NOW(6)
          AND job_type IN (<some>)
          %s
        """
            .formatted(wanted.sql());
    return wanted.bind(handle.createQuery(sql)).bindList("some", some).mapTo(String.class).set();
  }
}
