package lightspeed.job;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Gives back claimed jobs that were never started, as if they had not been claimed. They keep
/// their place in the queue.
final class ReleaseUnstarted {
  private ReleaseUnstarted() {}

  /// Gives back those that are still claimed with our tokens.
  static int in(Handle handle, List<Claim> claims) {
    return handle
        .createUpdate(
            """
            UPDATE queue_jobs
            SET status = 'PENDING',
                worker_id = NULL,
                claim_token = NULL,
                attempts = GREATEST(attempts - 1, 0),
                starts = GREATEST(starts - 1, 0)
            WHERE id IN (<ids>)
              AND claim_token IN (<tokens>)
              AND status = 'PROCESSING'
            """)
        .bindList("ids", claims.stream().map(claim -> claim.id().value()).sorted().toList())
        .bindList("tokens", claims.stream().map(Claim::token).toList())
        .execute();
  }
}
