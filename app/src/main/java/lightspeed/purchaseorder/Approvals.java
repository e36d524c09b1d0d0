package lightspeed.purchaseorder;

import java.util.List;

/// What approving many orders did. Each order was approved or refused by itself.
public record Approvals(List<Approval> approvals, List<PurchaseOrderException> refused) {
  public Approvals {
    approvals = List.copyOf(approvals);
    refused = List.copyOf(refused);
  }

  /// How many became APPROVED now.
  public long approvedNow() {
    return approvals.stream().filter(Approval.Approved.class::isInstance).count();
  }
}
