package lightspeed.xseries;

import java.math.BigDecimal;

/// A product of a delivery.
///
/// **source:** schema `PurchaseOrderDeliveryLineItem` of the API document of 2026-07, read 2026-11.
public record GoodsDeliveryLine(ProductId productId, BigDecimal expected, BigDecimal received) {

  /// Needs product and quantities.
  static GoodsDeliveryLine read(WireObject wire) {
    return new GoodsDeliveryLine(
        new ProductId(wire.requiredId("product_id")),
        wire.decimalOr("expected_quantity", BigDecimal.ZERO),
        wire.decimalOr("received_quantity", BigDecimal.ZERO));
  }
}
