package xseries.emulator.catalog;

import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// How much of one product one outlet has; may be negative.
public record StockLevel(
    String id, String productId, String outletId, BigDecimal level, long version) implements Row {

  ObjectNode toJson(boolean printsNulls) {
    return new Wire(printsNulls)
        .text("id", id)
        .text("product_id", productId)
        .text("outlet_id", outletId)
        .number("inventory_level", level)
        .number("current_amount", level)
        .whole("average_cost", 0)
        .whole("reorder_point", 5)
        .whole("reorder_amount", 20)
        .absent("deleted_at")
        .whole("version", version)
        .node();
  }

  /// In the form of the dated versions.
  ///
  /// @param plansReorders whether the version knows how the outlet reorders
  ObjectNode toDatedJson(boolean plansReorders, boolean printsNulls) {
    Wire wire =
        new Wire(printsNulls)
            .text("id", id)
            .text("product_id", productId)
            .text("outlet_id", outletId)
            .number("current_inventory_level", level)
            .whole("quantity_to_procure", 0)
            .whole("reorder_point", 5)
            .whole("reorder_amount", 20);
    if (plansReorders) {
      wire.text("reorder_method", "FIXED").whole("reorder_target", 25);
    }
    return wire.whole("version", version).node();
  }
}
