package lightspeed.job;

import org.jdbi.v3.core.Handle;

/// Makes a transaction conditional on a claim: first the job's row, and then whether the worker
/// still stands as it remembers. Until the end of the transaction no one else can take the job.
final class HoldClaim {
  private HoldClaim() {}

  /// Locks the job's row if it is claimed with this token.
  static boolean lock(Handle handle, Claim claim) {
    return EndAttempt.lock(handle, claim.id(), claim.token());
  }

  /// Changes the job's row if it is claimed with this token: the nodes of a cluster do not know of
  /// each other's locks, but let only one of two changes pass.
  static boolean renew(Handle handle, Claim claim) {
    return handle
            .createUpdate(
                """
                UPDATE queue_jobs
                SET announcements = announcements + 1
                WHERE id = :id
                  AND status = 'PROCESSING'
                  AND claim_token = :token
                """)
            .bind("id", claim.id().value())
            .bind("token", claim.token())
            .execute()
        == 1;
  }
}
