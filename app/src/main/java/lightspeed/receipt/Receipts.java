package lightspeed.receipt;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BooleanSupplier;
import lightspeed.db.Database;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderWithLines;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What came when for an order, to be shown.
///
/// **Threads:** safe.
public final class Receipts {
  private final Database database;
  private final BooleanSupplier isTold;

  /// @param isTold whether the version of the API in use tells deliveries
  public Receipts(Database database, BooleanSupplier isTold) {
    this.database = database;
    this.isTold = isTold;
  }

  /// The deliveries of an order, and why they may tell less than its totals.
  public OrderDeliveries of(OrderWithLines order) {
    return database.read(handle -> of(handle, order));
  }

  private OrderDeliveries of(Handle handle, OrderWithLines order) {
    List<DeliveryStore.Look> looks = DeliveryStore.looks(handle, order.order());
    List<Delivery> all =
        looks.isEmpty() ? List.of() : DeliveryStore.find(handle, order.order().id());
    BigDecimal total =
        order.lines().stream()
            .map(LineItem::quantityReceived)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new OrderDeliveries(
        all, total.signum() == 0 ? null : note(looks, all, total), isTold.getAsBoolean());
  }

  private @Nullable String note(
      List<DeliveryStore.Look> looks, List<Delivery> all, BigDecimal total) {
    if (!isTold.getAsBoolean() && all.isEmpty()) {
      return "Only totals are known: this version of Lightspeed's API does not tell deliveries;"
          + " lightspeed_api_version 2026-07 does.";
    }
    if (looks.isEmpty()) {
      return "Only totals are known so far: the deliveries are read next.";
    }
    for (DeliveryStore.Look look : looks) {
      if (look.trouble() != null) {
        return look.isRefused()
            ? "The deliveries cannot be read: " + look.trouble()
            : look.trouble();
      }
      if (look.purchaseOrderId() == null) {
        return "Only totals are known of consignment "
            + look.consignmentId()
            + ": Lightspeed has no purchase order with its id or number.";
      }
    }
    BigDecimal told = DeliveryStore.received(all);
    return told.compareTo(total) == 0
        ? null
        : "The deliveries add up to "
            + told.stripTrailingZeros().toPlainString()
            + ", the order received "
            + total.stripTrailingZeros().toPlainString()
            + "; the order's number counts.";
  }
}
