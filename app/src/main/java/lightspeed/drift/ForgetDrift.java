package lightspeed.drift;

import java.util.List;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.jdbi.v3.core.Handle;

/// Forgets what an order differed in, and its further consignments: it becomes a draft, and what
/// has its number is judged when it is sent the next time.
public final class ForgetDrift {
  private ForgetDrift() {}

  /// In the caller's transaction.
  public static void of(Handle tx, PurchaseOrderId order) {
    var _ = new DriftStore().replace(tx, order, List.of());
    tx.createUpdate("DELETE FROM vend_consignment_links WHERE order_id = :order")
        .bind("order", order.value())
        .execute();
  }
}
