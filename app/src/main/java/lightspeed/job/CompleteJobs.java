package lightspeed.job;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Marks claimed jobs COMPLETED, with their attempt rows.
final class CompleteJobs {
  private CompleteJobs() {}

  /// Completes all of them or tells that some are not ours any more: then the transaction must be
  /// rolled back.
  static boolean in(Handle handle, List<Claim> claims) {
    List<Long> ids = claims.stream().map(claim -> claim.id().value()).sorted().toList();
    List<Long> tokens = claims.stream().map(Claim::token).toList();
    int completed =
        handle
            .createUpdate(
                """
                UPDATE queue_jobs
                SET status = 'COMPLETED',
                    error_message = NULL,
                    finished_at = NOW(6)
                WHERE id IN (<ids>)
                  AND claim_token IN (<tokens>)
                  AND status = 'PROCESSING'
                """)
            .bindList("ids", ids)
            .bindList("tokens", tokens)
            .execute();
    return completed == claims.size() && record(handle, ids) == completed;
  }

  private static int record(Handle handle, List<Long> ids) {
    return handle
        .createUpdate(
            """
            INSERT INTO queue_job_attempts
              (job_id, number, worker_id, started_at, finished_at, outcome)
            SELECT id, starts, worker_id, started_at, finished_at, 'COMPLETED'
            FROM queue_jobs
            WHERE id IN (<ids>)
            """)
        .bindList("ids", ids)
        .execute();
  }
}
