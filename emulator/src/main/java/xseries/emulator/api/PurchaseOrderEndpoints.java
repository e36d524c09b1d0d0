package xseries.emulator.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.Ledger;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.Type;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;

/// The newer, read-only view of SUPPLIER consignments; in dated versions only. That a purchase
/// order has the id of its consignment is our guess.
final class PurchaseOrderEndpoints {
  private final Ledger ledger;
  private final Pages pages;

  PurchaseOrderEndpoints(Ledger ledger, Pages pages) {
    this.ledger = ledger;
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_PURCHASE_ORDERS, this::list)
        .on(Operation.GET_PURCHASE_ORDER, this::get);
  }

  private Response list(Call call) {
    return Answers.ok(
        pages.list(
            call.query(),
            ledger.consignments(),
            one ->
                one.type() == Type.SUPPLIER
                    && !one.isDeleted()
                    && call.caller().sees(one.header().outletId()),
            this::json));
  }

  private Response get(Call call) {
    Consignment found = ledger.get(call.parameter("id"));
    if (found.type() != Type.SUPPLIER) {
      throw new ApiError(404, "purchase order not found");
    }
    return Answers.data(200, json(found));
  }

  private ObjectNode json(Consignment consignment) {
    Consignment.Header header = consignment.header();
    List<Line> lines = ledger.linesOf(consignment);
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    for (Line line : lines) {
      BigDecimal count = Objects.requireNonNullElse(line.count(), BigDecimal.ZERO);
      quantity = quantity.add(count);
      cost = cost.add(count.multiply(Objects.requireNonNullElse(line.cost(), BigDecimal.ZERO)));
    }
    return new Wire(true)
        .text("id", consignment.id())
        .text("order_number", header.reference())
        .text("status", consignment.status().name())
        .text("notes", header.name())
        .text("supplier_id", header.supplierId())
        .text("supplier_invoice", header.supplierInvoice())
        .text("delivery_outlet_id", header.outletId())
        .set("allocation_outlet_ids", Json.array())
        .text("quantity_total", quantity.toPlainString())
        .text("cost_price_total", cost.toPlainString())
        .absent("user_id")
        .time("due_at", header.dueAt())
        .time("created_at", consignment.createdAt())
        .time("updated_at", consignment.updatedAt())
        .whole("version", consignment.version())
        .node();
  }
}
