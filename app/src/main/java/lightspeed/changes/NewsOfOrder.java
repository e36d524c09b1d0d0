package lightspeed.changes;

import java.util.Objects;
import lightspeed.drift.RemoteState;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Consignment;

/// Decides whether a consignment on the list tells anything new about its order. Pure.
final class NewsOfOrder {
  private NewsOfOrder() {}

  /// Whether the consignment must be read.
  static boolean isNews(PurchaseOrder order, RegisteredConsignment seen) {
    if (isOwnWork(order, seen.status(), seen.isGone())) {
      return false;
    }
    long known = Objects.requireNonNullElse(order.lightspeedVersion(), -1L);
    return seen.version() > known
        || (seen.version() == known
            && RemoteState.of(seen.status(), order.state()) != order.state())
        || seen.isGone();
  }

  /// An order on its way there changes its consignment itself, and reads it itself.
  static boolean isOwnWork(PurchaseOrder order, Consignment seen) {
    return isOwnWork(order, seen.status(), seen.deletedAt() != null);
  }

  private static boolean isOwnWork(PurchaseOrder order, String status, boolean isGone) {
    return order.state() == OrderState.APPROVED
        && order.syncStatus() != SyncStatus.SYNCED
        && !isGone
        && (status.equals(Consignment.OPEN) || status.equals(Consignment.SENT));
  }
}
