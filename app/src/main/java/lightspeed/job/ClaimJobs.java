package lightspeed.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Takes jobs for a worker. Locks what it reads and skips what others have locked, so that workers
/// never wait for each other; one priority at a time, because otherwise delayed jobs of a better
/// priority would all be read at every claim.
///
/// A claim holds only when the transaction's COMMIT has returned.
final class ClaimJobs {
  private ClaimJobs() {}

  /// Who claims.
  ///
  /// @param tokenBase random; a job's claim token is this plus its id
  record Claimer(String workerId, long tokenBase) {}

  /// What a look shows.
  ///
  /// @param priorities those that have a job that is due
  /// @param now the database's time
  record Due(Set<Priority> priorities, Instant now) {}

  /// Looks what is due. One round trip of a few key reads, without locks.
  static Due due(Handle handle, TypeFilter types) {
    String sql =
        """
        SELECT EXISTS (SELECT 1 FROM queue_jobs
                       WHERE status = 'PENDING' AND priority = 'critical'
                         AND available_at <= NOW(6) %1$s) AS critical,
               EXISTS (SELECT 1 FROM queue_jobs
                       WHERE status = 'PENDING' AND priority = 'high'
                         AND available_at <= NOW(6) %1$s) AS high,
               EXISTS (SELECT 1 FROM queue_jobs
                       WHERE status = 'PENDING' AND priority = 'normal'
                         AND available_at <= NOW(6) %1$s) AS normal,
               EXISTS (SELECT 1 FROM queue_jobs
                       WHERE status = 'PENDING' AND priority = 'low'
                         AND available_at <= NOW(6) %1$s) AS low,
               NOW(6) AS now_at
        """
            .formatted(types.sql());
    return types
        .bind(handle.createQuery(sql))
        .map(
            (row, context) -> {
              Set<Priority> due = EnumSet.noneOf(Priority.class);
              for (Priority priority : Priority.values()) {
                if (row.getBoolean(priority.word())) {
                  due.add(priority);
                }
              }
              return new Due(due, Utc.get(row, "now_at"));
            })
        .one();
  }

  /// Claims up to `limit` jobs, from the first priority of the order that has some, then the next.
  static List<Claim> in(
      Handle handle, Claimer claimer, TypeFilter types, List<Priority> order, int limit) {
    List<Claim> claims = new ArrayList<>();
    for (Priority priority : order) {
      int left = limit - claims.size();
      if (left > 0) {
        claims.addAll(lock(lockQuery(handle, types, priority, left), claimer));
      }
    }
    take(handle, claimer, claims);
    return claims;
  }

  static Query lockQuery(Handle handle, TypeFilter types, Priority priority, int limit) {
    String sql =
        """
        SELECT id, job_type, payload, priority, attempts, starts
        FROM queue_jobs
        WHERE status = 'PENDING'
          AND priority = :priority
          AND available_at <= NOW(6)
          %s
        ORDER BY available_at, id
        LIMIT :limit
        FOR UPDATE SKIP LOCKED
        """
            .formatted(types.sql());
    return types
        .bind(handle.createQuery(sql))
        .bind("priority", priority.word())
        .bind("limit", limit);
  }

  /// Claims this job if it waits.
  ///
  /// @param onlyDue leaves it alone before its time
  static Optional<Claim> one(Handle handle, Claimer claimer, JobId id, boolean onlyDue) {
    Query query =
        handle
            .createQuery(
                """
                SELECT id, job_type, payload, priority, attempts, starts
                FROM queue_jobs
                WHERE id = :id
                  AND status = 'PENDING'
                  AND (NOT :only_due OR available_at <= NOW(6))
                FOR UPDATE
                """)
            .bind("id", id.value())
            .bind("only_due", onlyDue);
    List<Claim> claims = lock(query, claimer);
    take(handle, claimer, claims);
    return claims.stream().findFirst();
  }

  private static List<Claim> lock(Query query, Claimer claimer) {
    return query
        .map(
            (row, context) -> {
              JobId id = new JobId(row.getLong("id"));
              return new Claim(
                  id,
                  new JobType(row.getString("job_type")),
                  row.getString("payload"),
                  JobRows.priority(row),
                  row.getInt("attempts") + 1,
                  row.getInt("starts") + 1,
                  claimer.tokenBase() + id.value(),
                  claimer.workerId());
            })
        .list();
  }

  private static void take(Handle handle, Claimer claimer, List<Claim> claims) {
    if (claims.isEmpty()) {
      return;
    }
    int taken =
        handle
            .createUpdate(
                """
                UPDATE queue_jobs
                SET status = 'PROCESSING',
                    worker_id = :worker,
                    claim_token = :base + id,
                    started_at = NOW(6),
                    finished_at = NULL,
                    attempts = attempts + 1,
                    starts = starts + 1
                WHERE id IN (<ids>)
                """)
            .bind("worker", claimer.workerId())
            .bind("base", claimer.tokenBase())
            .bindList("ids", claims.stream().map(claim -> claim.id().value()).toList())
            .execute();
    if (taken != claims.size()) {
      throw new IllegalStateException(
          "Claimed " + taken + " of " + claims.size() + " locked jobs; rolled back.");
    }
  }
}
