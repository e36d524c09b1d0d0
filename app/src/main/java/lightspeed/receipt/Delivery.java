package lightspeed.receipt;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goods that came together, or are to come.
///
/// @param id Lightspeed's
/// @param status verbatim from Lightspeed
/// @param receivedAt null while nobody received it
public record Delivery(
    String id,
    String status,
    @Nullable Instant receivedAt,
    @Nullable String supplierInvoice,
    @Nullable Instant invoiceDate,
    List<Line> lines) {
  public Delivery {
    lines = List.copyOf(lines);
  }

  /// A product of it.
  ///
  /// @param sku of the order's line; null when the order has no such product
  public record Line(
      String productId, @Nullable String sku, BigDecimal expected, BigDecimal received) {}

  /// All that came with it.
  public BigDecimal received() {
    return lines.stream().map(Line::received).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
