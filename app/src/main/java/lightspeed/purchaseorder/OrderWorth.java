package lightspeed.purchaseorder;

import java.math.BigDecimal;
import org.jdbi.v3.core.Handle;

/// What an order is worth to those who decide whether one person may approve it. A line counts at
/// the higher of the cost that was typed and the catalog's supply price, so that an order does not
/// escape a second person by a cost of zero.
final class OrderWorth {
  private OrderWorth() {}

  private static final String WORTH =
      """
      SELECT COALESCE(SUM(l.quantity * GREATEST(l.unit_cost, COALESCE(
        (SELECT MAX(p.supply_price)
        FROM vend_products p
        WHERE p.sku = l.sku
          AND p.deleted_at IS NULL), 0))), 0)
      FROM vend_consignment_line_items l
      WHERE l.consignment_id = :order
      """;

  /// Without tax.
  static BigDecimal of(Handle handle, PurchaseOrderId order) {
    return handle.createQuery(WORTH).bind("order", order.value()).mapTo(BigDecimal.class).one();
  }
}
