package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a consignment says, in the words of an order.
///
/// @param supplierId null when it names none: then the order keeps its own
/// @param lines one for each product
public record RemoteContent(
    @Nullable String supplierId, String outletId, @Nullable LocalDate dueAt, List<Line> lines) {
  public RemoteContent {
    lines = List.copyOf(lines);
  }

  /// One line of it.
  ///
  /// @param cost of one unit, null when it has none: then the order keeps its own
  public record Line(
      String productId,
      @Nullable String sku,
      BigDecimal count,
      BigDecimal received,
      @Nullable BigDecimal cost) {}
}
