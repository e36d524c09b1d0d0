package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;

/// Consignments, lines and totals as the API prints them.
public final class ConsignmentJson {
  private ConsignmentJson() {}

  public static ObjectNode of(Consignment consignment, boolean printsNulls) {
    Consignment.Header header = consignment.header();
    return new Wire(printsNulls)
        .text("id", consignment.id())
        .text("outlet_id", header.outletId())
        .text("name", header.name())
        .time("due_at", header.dueAt())
        .text("type", consignment.type().name())
        .text("status", consignment.status().name())
        .text("supplier_id", header.supplierId())
        .text("source_outlet_id", header.sourceOutletId())
        .time("consignment_date", header.consignmentDate())
        .time("received_at", consignment.receivedAt())
        .flag("show_inactive", header.showInactive())
        .text("supplier_invoice", header.supplierInvoice())
        .text("reference", header.reference())
        .absent("total_count_gain")
        .absent("total_cost_gain")
        .absent("total_count_loss")
        .absent("total_cost_loss")
        .time("created_at", consignment.createdAt())
        .time("updated_at", consignment.updatedAt())
        .time("deleted_at", consignment.deletedAt())
        .absent("product_count")
        .whole("version", consignment.version())
        .set("filters", Json.array())
        .node();
  }

  /// A line.
  ///
  /// @param unreceived what is printed as received when nothing is known to be
  public static ObjectNode of(
      Line line, @Nullable String sku, @Nullable BigDecimal unreceived, boolean printsNulls) {
    return new Wire(printsNulls)
        .text("product_id", line.productId())
        .text("product_sku", sku)
        .fivePlaces("count", line.count())
        .fivePlaces("received", line.received() == null ? unreceived : line.received())
        .fivePlaces("cost", line.cost())
        .flag("is_included", false)
        .text("status", line.status())
        .time("created_at", line.createdAt())
        .time("updated_at", line.updatedAt())
        .absent("deleted_at")
        .whole("version", line.version())
        .node();
  }

  /// Ordered and received quantities and costs.
  ///
  /// @throws Refusal for a stocktake, which has no such totals
  public static ObjectNode totals(Consignment consignment, List<Line> lines) {
    if (consignment.type() == Type.STOCKTAKE) {
      throw Refusal.rule("a STOCKTAKE consignment has no totals");
    }
    BigDecimal sent = BigDecimal.ZERO;
    BigDecimal sentCost = BigDecimal.ZERO;
    BigDecimal received = BigDecimal.ZERO;
    BigDecimal receivedCost = BigDecimal.ZERO;
    boolean hasArrived = !consignment.status().isOpenOrSent();
    for (Line line : lines) {
      BigDecimal cost = orZero(line.cost());
      sent = sent.add(orZero(line.count()));
      sentCost = sentCost.add(orZero(line.count()).multiply(cost));
      if (hasArrived) {
        received = received.add(orZero(line.received()));
        receivedCost = receivedCost.add(orZero(line.received()).multiply(cost));
      }
    }
    return Json.object()
        .put("total_sent_count", Wire.fixed(sent, 5))
        .put("total_sent_cost", Wire.fixed(sentCost, 10))
        .put("total_received_count", Wire.fixed(received, 5))
        .put("total_received_cost", Wire.fixed(receivedCost, 10));
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
