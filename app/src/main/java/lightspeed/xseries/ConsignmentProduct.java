package lightspeed.xseries;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line as Lightspeed tells it. Its key is the product: lines have no id.
///
/// @param count ordered; zero when the answer has none
/// @param received zero when the answer has none
/// @param cost of one unit, null when the answer has none
/// @param status the processing status of a receipt, such as `PENDING` or `RECEIVE_SUCCESS`
public record ConsignmentProduct(
    ProductId productId,
    @Nullable String sku,
    BigDecimal count,
    BigDecimal received,
    @Nullable BigDecimal cost,
    @Nullable String status,
    @Nullable Instant deletedAt,
    @Nullable Long version) {

  /// Needs product, quantities, cost and deletion; nothing else can make a line unreadable.
  static ConsignmentProduct read(WireObject wire) {
    return new ConsignmentProduct(
        new ProductId(wire.requiredId("product_id")),
        wire.lenient().text("product_sku"),
        wire.decimalOr("count", BigDecimal.ZERO),
        wire.decimalOr("received", BigDecimal.ZERO),
        wire.decimal("cost"),
        wire.lenient().text("status"),
        wire.time("deleted_at"),
        wire.version());
  }
}
