package lightspeed.purchaseorder;

import lightspeed.job.JobId;
import org.jspecify.annotations.Nullable;

/// What approving an order did.
public sealed interface Approval {
  /// The order as it is now.
  PurchaseOrder order();

  /// It was a draft and is APPROVED now.
  ///
  /// @param job the job that sends it, null when automatic sending is off
  record Approved(PurchaseOrder order, @Nullable JobId job) implements Approval {}

  /// It had been approved before; nothing was changed and nothing enqueued.
  record AlreadyApproved(PurchaseOrder order) implements Approval {}
}
