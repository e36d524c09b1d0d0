package lightspeed.purchaseorder;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some orders of a list, newest first.
///
/// @param next where the following page starts, null when this is the last one
public record OrderPage(List<PurchaseOrder> orders, @Nullable Position next) {
  public OrderPage {
    orders = List.copyOf(orders);
  }

  /// The last order that was shown. Paging stays fast however far it goes, and an order that is
  /// created meanwhile moves nothing.
  public record Position(Instant createdAt, PurchaseOrderId id) {}
}
