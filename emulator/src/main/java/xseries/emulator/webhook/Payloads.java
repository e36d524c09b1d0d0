package xseries.emulator.webhook;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.StockLevel;
import xseries.emulator.consignment.Line;
import xseries.emulator.json.Wire;

/// What webhooks carry: API 1.0 shapes, which differ from those of 2.0. A line has an id and a
/// number here and nothing about its consignment but the id.
final class Payloads {
  private Payloads() {}

  static ObjectNode sent(Line line, String lineId, int place) {
    return line(line, lineId, place, null);
  }

  static ObjectNode received(Line line, String lineId, int place) {
    return line(line, lineId, place, line.received());
  }

  private static ObjectNode line(
      Line line, String lineId, int place, @Nullable BigDecimal received) {
    return new Wire(true)
        .text("id", lineId)
        .text("consignment_id", line.consignmentId())
        .text("product_id", line.productId())
        .fivePlaces("count", line.count())
        .fivePlaces("received", received)
        .number("cost", line.cost())
        .whole("sequence_number", place)
        .node();
  }

  /// The members that stock levels have inside the vendor's sample of `product.update`.
  static ObjectNode stock(StockLevel level) {
    return new Wire(true)
        .text("attributed_cost", "0.00")
        .number("count", level.level())
        .text("id", level.id())
        .text("outlet_id", level.outletId())
        .text("product_id", level.productId())
        .text("reorder_point", "5")
        .text("restock_level", "20")
        .node();
  }
}
