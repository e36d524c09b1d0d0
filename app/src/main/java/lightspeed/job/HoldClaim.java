package lightspeed.job;

import org.jdbi.v3.core.Handle;

/// Makes a transaction conditional on a claim.
final class HoldClaim {
  private HoldClaim() {}

  /// Locks the job's row, and then asks whether the claim and its worker's lease hold. Until the
  /// end of the transaction no one else can take the job.
  static boolean in(Handle handle, Claim claim) {
    return EndAttempt.lockClaimed(handle, claim.id(), claim.token()).isPresent()
        && hasLease(handle, claim.workerId());
  }

  private static boolean hasLease(Handle handle, String workerId) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM queue_workers
            WHERE id = :worker
              AND stopped_at IS NULL
              AND lease_until > NOW(6)
            """)
        .bind("worker", workerId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }
}
