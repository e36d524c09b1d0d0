package xseries.emulator.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.GoodsDelivery;
import xseries.emulator.consignment.Ledger;
import xseries.emulator.consignment.Line;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Store;

/// Purchase orders, deliveries and their lines as the API prints them: decimals are text without
/// needless zeros, times end with `Z`, and costs are null for those who may not see them.
final class PurchaseOrderJson {
  private final Store store;
  private final Ledger ledger;
  private final OrderIds ids;
  private final boolean hidesCosts;

  PurchaseOrderJson(Store store, Ledger ledger, OrderIds ids, boolean hidesCosts) {
    this.store = store;
    this.ledger = ledger;
    this.ids = ids;
    this.hidesCosts = hidesCosts;
  }

  ObjectNode of(Consignment order) {
    Consignment.Header header = order.header();
    List<Line> lines = ledger.linesOf(order);
    BigDecimal quantity = sum(lines, PurchaseOrderJson::count);
    BigDecimal cost = sum(lines, line -> count(line).multiply(cost(line)));
    return new Wire(true)
        .text("id", ids.ofConsignment(order.id()))
        .absent("user_id")
        .text("order_number", header.reference())
        .text("notes", header.name())
        .text("delivery_outlet_id", header.outletId())
        .set("allocation_outlet_ids", Json.array())
        .text("supplier_id", header.supplierId())
        .text("supplier_invoice", header.supplierInvoice())
        .text("status", order.status().name())
        .zulu("due_at", header.dueAt())
        .text("cost_price_total", costText(cost))
        .text("quantity_total", text(quantity))
        .zulu("created_at", order.createdAt())
        .zulu("updated_at", order.updatedAt())
        .set("costs", Json.array())
        .set("discounts", Json.array())
        .whole("version", order.version())
        .node();
  }

  ObjectNode of(Line line) {
    return new Wire(true)
        .text("id", lineId(line.consignmentId(), line.productId()))
        .text("purchase_order_id", ids.ofConsignment(line.consignmentId()))
        .text("product_id", line.productId())
        .text("quantity", text(count(line)))
        .text("cost_price", costText(line.cost()))
        .set("allocations", Json.array())
        .set("components", Json.array())
        .zulu("created_at", line.createdAt())
        .zulu("updated_at", line.updatedAt())
        .whole("version", line.version())
        .node();
  }

  /// A delivery.
  ///
  /// @param items what it brought
  ObjectNode of(GoodsDelivery delivery, Consignment order, List<GoodsDelivery.Item> items) {
    BigDecimal received = sum(items, GoodsDelivery.Item::received);
    BigDecimal cost = sum(items, item -> item.received().multiply(cost(line(item, order))));
    return new Wire(true)
        .text("id", delivery.id())
        .text("purchase_order_id", ids.ofConsignment(order.id()))
        .text("outlet_id", order.header().outletId())
        .absent("user_id")
        .absent("notes")
        .text("status", delivery.state().name())
        .zulu("due_at", order.header().dueAt())
        .zulu("received_at", delivery.receivedAt())
        .zulu("invoice_date", delivery.supplierInvoice() == null ? null : delivery.receivedAt())
        .text("supplier_invoice", delivery.supplierInvoice())
        .text("cost_price_total", costText(cost))
        .text("received_quantity_total", text(received))
        .zulu("created_at", delivery.createdAt())
        .zulu("updated_at", delivery.updatedAt())
        .set("costs", Json.array())
        .set("discounts", Json.array())
        .whole("version", delivery.version())
        .node();
  }

  ObjectNode of(GoodsDelivery.Item item, Consignment order) {
    Line line = line(item, order);
    return new Wire(true)
        .text("id", store.idOf("item " + item.id()))
        .text("purchase_order_delivery_id", item.deliveryId())
        .text("purchase_order_line_item_id", lineId(order.id(), item.productId()))
        .text("product_id", item.productId())
        .text("expected_quantity", text(item.expected()))
        .text("received_quantity", text(item.received()))
        .text("cost_price", costText(line == null ? null : line.cost()))
        .set("allocations", Json.array())
        .set("components", Json.array())
        .zulu("created_at", item.createdAt())
        .zulu("updated_at", item.updatedAt())
        .whole("version", item.version())
        .node();
  }

  private @Nullable Line line(GoodsDelivery.Item item, Consignment order) {
    return ledger.lines().get(Line.idOf(order.id(), item.productId()));
  }

  private String lineId(String consignmentId, String productId) {
    return store.idOf("line " + Line.idOf(consignmentId, productId));
  }

  private @Nullable String costText(@Nullable BigDecimal cost) {
    return hidesCosts || cost == null ? null : text(cost);
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal count(Line line) {
    return Objects.requireNonNullElse(line.count(), BigDecimal.ZERO);
  }

  private static BigDecimal cost(@Nullable Line line) {
    BigDecimal cost = line == null ? null : line.cost();
    return cost == null ? BigDecimal.ZERO : cost;
  }

  private static <R> BigDecimal sum(List<R> rows, Function<R, BigDecimal> of) {
    return rows.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
