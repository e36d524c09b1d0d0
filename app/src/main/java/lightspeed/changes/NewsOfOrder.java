package lightspeed.changes;

import java.util.Objects;
import lightspeed.drift.RemoteState;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.xseries.Consignment;

/// Decides whether a consignment on the list tells anything new about its order. Pure.
final class NewsOfOrder {
  private NewsOfOrder() {}

  /// Whether the consignment must be read.
  static boolean isNews(PurchaseOrder order, Consignment seen) {
    if (isOwnWork(order, seen)) {
      return false;
    }
    long known = Objects.requireNonNullElse(order.lightspeedVersion(), -1L);
    long version = Objects.requireNonNullElse(seen.version(), 0L);
    return version > known
        || (version == known && RemoteState.of(seen.status(), order.state()) != order.state())
        || seen.deletedAt() != null;
  }

  /// An order on its way there changes its consignment itself, and reads it itself.
  static boolean isOwnWork(PurchaseOrder order, Consignment seen) {
    return order.state() == OrderState.APPROVED
        && order.syncStatus() != SyncStatus.SYNCED
        && seen.deletedAt() == null
        && (seen.status().equals(Consignment.OPEN) || seen.status().equals(Consignment.SENT));
  }
}
