package lightspeed.console.work;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.history.CappedCounts;
import lightspeed.history.FailedOrders;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;

/// Where the sync of all orders stands.
///
/// @param counts all orders by their sync status, capped
/// @param waiting approved orders that Lightspeed does not have, oldest first, only some
/// @param running those that a worker is at
/// @param reasons why orders failed
public record SyncPage(
    Frame frame,
    Map<SyncStatus, Integer> counts,
    List<PurchaseOrder> waiting,
    List<PurchaseOrder> running,
    List<FailedOrders.Reason> reasons) {

  public String count(SyncStatus status) {
    return Show.capped(Objects.requireNonNullElse(counts.get(status), 0), CappedCounts.MOST);
  }
}
