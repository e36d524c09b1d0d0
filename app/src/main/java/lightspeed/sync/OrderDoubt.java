package lightspeed.sync;

import lightspeed.purchaseorder.PurchaseOrderId;
import org.jdbi.v3.core.Handle;

/// Whether the outcome of any of our requests for an order was ever unknown, for packages above.
public final class OrderDoubt {
  private OrderDoubt() {}

  /// Whether it was, or is.
  public static boolean ever(Handle handle, PurchaseOrderId order) {
    return new JournalHistory().isInDoubt(handle, order);
  }
}
