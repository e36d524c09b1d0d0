package lightspeed.receipt;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.db.Cut;
import lightspeed.db.Utc;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.GoodsDelivery;
import lightspeed.xseries.GoodsDeliveryLine;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// The tables `vend_delivery_looks`, `vend_deliveries` and `vend_delivery_lines`. Works in the
/// caller's transaction.
final class DeliveryStore {
  private static final int LONGEST_STATUS = 64;
  private static final int LONGEST_INVOICE = 255;
  private static final int LONGEST_TROUBLE = 500;

  private DeliveryStore() {}

  /// What came of the last look for the deliveries of one of an order's consignments.
  ///
  /// @param purchaseOrderId Lightspeed's, null when none was found
  record Look(
      String consignmentId,
      @Nullable String purchaseOrderId,
      @Nullable String trouble,
      Instant at) {}

  private static final String FIND_LOOK =
      """
      SELECT consignment_id, purchase_order_id, trouble, looked_at
      FROM vend_delivery_looks
      WHERE order_id = :order
      """;

  static List<Look> looks(Handle handle, PurchaseOrderId order) {
    return handle
        .createQuery(FIND_LOOK)
        .bind("order", order.value())
        .map(
            (row, _) ->
                new Look(
                    row.getString("consignment_id"),
                    row.getString("purchase_order_id"),
                    row.getString("trouble"),
                    Utc.get(row, "looked_at")))
        .list();
  }

  private static final String KEEP_LOOK =
      """
      REPLACE INTO vend_delivery_looks
        (order_id, consignment_id, purchase_order_id, trouble, looked_at)
      VALUES (:order, :consignment, :purchaseOrder, :trouble, :at)
      """;

  static void keep(Handle tx, PurchaseOrderId order, Look look) {
    tx.createUpdate(KEEP_LOOK)
        .bind("order", order.value())
        .bind("consignment", look.consignmentId())
        .bind("purchaseOrder", look.purchaseOrderId())
        .bind("trouble", Cut.to(look.trouble(), LONGEST_TROUBLE))
        .bind("at", Utc.of(look.at()))
        .execute();
  }

  private static final String NEWEST =
      """
      SELECT COALESCE(MAX(version), -1)
      FROM vend_deliveries
      WHERE order_id = :order
      """;

  private static final String FORGET =
      """
      DELETE FROM vend_deliveries
      WHERE order_id = :order
      """;

  private static final String ADD =
      """
      INSERT INTO vend_deliveries
        (order_id, delivery_id, status, received_at, supplier_invoice, invoice_date, version)
      VALUES (:order, :id, :status, :receivedAt, :invoice, :invoiceDate, :version)
      """;

  private static final String ADD_LINE =
      """
      INSERT INTO vend_delivery_lines (order_id, delivery_id, product_id, expected, received)
      VALUES (:order, :delivery, :product, :expected, :received)
      """;

  /// Puts what was read in the place of what was known, unless that is newer. A product that a
  /// delivery has on several lines is added up.
  static void replace(
      Handle tx, PurchaseOrderId order, Map<GoodsDelivery, List<GoodsDeliveryLine>> read) {
    long newest = read.keySet().stream().mapToLong(GoodsDelivery::version).max().orElse(0);
    long known = tx.createQuery(NEWEST).bind("order", order.value()).mapTo(Long.class).one();
    if (newest < known) {
      return;
    }
    tx.createUpdate(FORGET).bind("order", order.value()).execute();
    PreparedBatch lines = tx.prepareBatch(ADD_LINE);
    read.forEach(
        (delivery, goods) -> {
          add(tx, order, delivery);
          added(goods)
              .values()
              .forEach(
                  line ->
                      lines
                          .bind("order", order.value())
                          .bind("delivery", delivery.id())
                          .bind("product", line.productId().value())
                          .bind("expected", line.expected())
                          .bind("received", line.received())
                          .add());
        });
    if (lines.size() > 0) {
      lines.execute();
    }
  }

  private static void add(Handle tx, PurchaseOrderId order, GoodsDelivery delivery) {
    Instant receivedAt = delivery.receivedAt();
    Instant invoiceDate = delivery.invoiceDate();
    tx.createUpdate(ADD)
        .bind("order", order.value())
        .bind("id", delivery.id())
        .bind("status", Cut.to(delivery.status(), LONGEST_STATUS))
        .bind("receivedAt", receivedAt == null ? null : Utc.of(receivedAt))
        .bind("invoice", Cut.to(delivery.supplierInvoice(), LONGEST_INVOICE))
        .bind("invoiceDate", invoiceDate == null ? null : Utc.of(invoiceDate))
        .bind("version", delivery.version())
        .execute();
  }

  private static Map<String, GoodsDeliveryLine> added(List<GoodsDeliveryLine> goods) {
    Map<String, GoodsDeliveryLine> byProduct = new LinkedHashMap<>();
    for (GoodsDeliveryLine line : goods) {
      byProduct.merge(
          line.productId().value(),
          line,
          (one, other) ->
              new GoodsDeliveryLine(
                  one.productId(),
                  one.expected().add(other.expected()),
                  one.received().add(other.received())));
    }
    return byProduct;
  }

  private static final String FIND =
      """
      SELECT d.delivery_id, d.status, d.received_at, d.supplier_invoice, d.invoice_date,
        l.product_id, l.expected, l.received,
        (SELECT MIN(i.sku)
          FROM vend_consignment_line_items i
          WHERE i.consignment_id = d.order_id
            AND i.product_id = l.product_id) AS sku
      FROM vend_deliveries d
      LEFT JOIN vend_delivery_lines l
        ON l.order_id = d.order_id
        AND l.delivery_id = d.delivery_id
      WHERE d.order_id = :order
      ORDER BY d.received_at IS NULL, d.received_at, d.version, d.delivery_id, sku, l.product_id
      """;

  /// In the order in which they were received, those to come last.
  static List<Delivery> find(Handle handle, PurchaseOrderId order) {
    Map<String, Delivery> heads = new LinkedHashMap<>();
    Map<String, List<Delivery.Line>> lines = new LinkedHashMap<>();
    handle
        .createQuery(FIND)
        .bind("order", order.value())
        .map(
            (row, _) -> {
              String id = row.getString("delivery_id");
              Delivery head =
                  new Delivery(
                      id,
                      row.getString("status"),
                      Utc.find(row, "received_at"),
                      row.getString("supplier_invoice"),
                      Utc.find(row, "invoice_date"),
                      List.of());
              String product = row.getString("product_id");
              return new Row(
                  head,
                  product == null
                      ? null
                      : new Delivery.Line(
                          product,
                          row.getString("sku"),
                          row.getBigDecimal("expected"),
                          row.getBigDecimal("received")));
            })
        .forEach(
            row -> {
              heads.put(row.head().id(), row.head());
              List<Delivery.Line> of =
                  lines.computeIfAbsent(row.head().id(), _ -> new ArrayList<>());
              if (row.line() != null) {
                of.add(row.line());
              }
            });
    return heads.values().stream()
        .map(
            head ->
                new Delivery(
                    head.id(),
                    head.status(),
                    head.receivedAt(),
                    head.supplierInvoice(),
                    head.invoiceDate(),
                    lines.getOrDefault(head.id(), List.of())))
        .toList();
  }

  private record Row(Delivery head, Delivery.@Nullable Line line) {}

  /// What all deliveries of an order brought.
  static BigDecimal received(List<Delivery> all) {
    return all.stream().map(Delivery::received).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
