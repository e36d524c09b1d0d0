package lightspeed.sync;

import lightspeed.purchaseorder.PurchaseOrder;
import org.jdbi.v3.core.Handle;

/// Tells an order whose consignment was made here from one that took over what others had made.
public final class MadeHere {
  private MadeHere() {}

  /// Whether the order's own consignment was made here.
  public static boolean is(Handle handle, PurchaseOrder order) {
    String id = order.lightspeedConsignmentId();
    return id != null && !new JournalHistory().isTakenOver(handle, order.id(), id);
  }
}
