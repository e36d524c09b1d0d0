package lightspeed.receipt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightspeed.db.Cut;
import lightspeed.db.Utc;
import lightspeed.purchaseorder.PurchaseOrder;
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

  /// Digits of a quantity, and those behind its point.
  private static final int DIGITS = 20;

  private static final int DECIMALS = 5;

  private DeliveryStore() {}

  /// What came of the last look for the deliveries of one of an order's consignments.
  ///
  /// @param purchaseOrderId Lightspeed's, null when none was found or it cannot be read
  /// @param trouble why not all of its deliveries are known
  record Look(
      String consignmentId,
      @Nullable String purchaseOrderId,
      @Nullable String trouble,
      Instant at) {

    /// Whether Lightspeed refused to tell the deliveries.
    boolean isRefused() {
      return trouble != null && purchaseOrderId == null;
    }

    static Look refused(String consignment, String words, Instant at) {
      return new Look(consignment, null, words, at);
    }

    Look with(@Nullable String trouble) {
      return new Look(consignmentId, purchaseOrderId, trouble, at);
    }
  }

  /// A delivery as it was read; a product that it has on several lines is added up.
  record Read(GoodsDelivery head, List<GoodsDeliveryLine> lines) {
    Read {
      Map<String, GoodsDeliveryLine> byProduct = new LinkedHashMap<>();
      lines.forEach(line -> byProduct.merge(line.productId().value(), line, Read::sum));
      lines = List.copyOf(byProduct.values());
    }

    private static GoodsDeliveryLine sum(GoodsDeliveryLine one, GoodsDeliveryLine other) {
      return new GoodsDeliveryLine(
          one.productId(),
          one.expected().add(other.expected()),
          one.received().add(other.received()));
    }

    /// Whether the table can hold its quantities.
    boolean fits() {
      return lines.stream().allMatch(line -> fits(line.expected()) && fits(line.received()));
    }

    private static boolean fits(BigDecimal quantity) {
      return quantity.setScale(DECIMALS, RoundingMode.HALF_UP).precision() <= DIGITS;
    }
  }

  private static final String FIND_LOOK =
      """
      SELECT consignment_id, purchase_order_id, trouble, looked_at
      FROM vend_delivery_looks
      WHERE order_id = :order
      """;

  /// Empty also when they were for a consignment that is not the order's any more.
  static List<Look> looks(Handle handle, PurchaseOrder order) {
    List<Look> looks =
        handle
            .createQuery(FIND_LOOK)
            .bind("order", order.id().value())
            .map(
                (row, _) ->
                    new Look(
                        row.getString("consignment_id"),
                        row.getString("purchase_order_id"),
                        row.getString("trouble"),
                        Utc.get(row, "looked_at")))
            .list();
    String own = order.lightspeedConsignmentId();
    return looks.stream().anyMatch(look -> look.consignmentId().equals(own)) ? looks : List.of();
  }

  private static final String FORGET_LOOKS =
      """
      DELETE FROM vend_delivery_looks
      WHERE order_id = :order
      """;

  private static final String ADD_LOOK =
      """
      INSERT INTO vend_delivery_looks
        (order_id, consignment_id, purchase_order_id, trouble, looked_at)
      VALUES (:order, :consignment, :purchaseOrder, :trouble, :at)
      """;

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

  /// Puts what was read in the place of what was known, unless that is newer. Versions of other
  /// consignments say nothing: when the order has others now, what was known of the former ones is
  /// forgotten.
  static void keep(Handle tx, PurchaseOrder of, List<Look> looks, Collection<Read> deliveries) {
    PurchaseOrderId order = of.id();
    boolean isAboutTheSame = consignments(looks(tx, of)).equals(consignments(looks));
    tx.createUpdate(FORGET_LOOKS).bind("order", order.value()).execute();
    looks.forEach(look -> add(tx, order, look));
    long newest = deliveries.stream().mapToLong(read -> read.head().version()).max().orElse(0);
    boolean isKnown =
        looks.stream().anyMatch(Look::isRefused)
            || newest < tx.createQuery(NEWEST).bind("order", order.value()).mapTo(Long.class).one();
    if (isAboutTheSame && isKnown) {
      return;
    }
    tx.createUpdate(FORGET).bind("order", order.value()).execute();
    deliveries.forEach(read -> add(tx, order, read));
  }

  private static Set<String> consignments(List<Look> looks) {
    return looks.stream().map(Look::consignmentId).collect(Collectors.toSet());
  }

  private static void add(Handle tx, PurchaseOrderId order, Look look) {
    tx.createUpdate(ADD_LOOK)
        .bind("order", order.value())
        .bind("consignment", look.consignmentId())
        .bind("purchaseOrder", look.purchaseOrderId())
        .bind("trouble", Cut.to(look.trouble(), LONGEST_TROUBLE))
        .bind("at", Utc.of(look.at()))
        .execute();
  }

  private static void add(Handle tx, PurchaseOrderId order, Read read) {
    add(tx, order, read.head());
    if (read.lines().isEmpty()) {
      return;
    }
    PreparedBatch lines = tx.prepareBatch(ADD_LINE);
    for (GoodsDeliveryLine line : read.lines()) {
      lines
          .bind("order", order.value())
          .bind("delivery", read.head().id())
          .bind("product", line.productId().value())
          .bind("expected", line.expected())
          .bind("received", line.received())
          .add();
    }
    lines.execute();
  }

  private static void add(Handle tx, PurchaseOrderId order, GoodsDelivery delivery) {
    tx.createUpdate(ADD)
        .bind("order", order.value())
        .bind("id", delivery.id())
        .bind("status", Cut.to(delivery.status(), LONGEST_STATUS))
        .bind("receivedAt", Utc.ofNullable(delivery.receivedAt()))
        .bind("invoice", Cut.to(delivery.supplierInvoice(), LONGEST_INVOICE))
        .bind("invoiceDate", Utc.ofNullable(delivery.invoiceDate()))
        .bind("version", delivery.version())
        .execute();
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
    return handle
        .createQuery(FIND)
        .bind("order", order.value())
        .map((row, _) -> row(row))
        .collect(Collectors.groupingBy(Row::id, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(DeliveryStore::delivery)
        .toList();
  }

  /// A delivery and one of its lines.
  private record Row(
      String id,
      String status,
      @Nullable Instant receivedAt,
      @Nullable String supplierInvoice,
      @Nullable Instant invoiceDate,
      Delivery.@Nullable Line line) {}

  private static Row row(ResultSet row) throws SQLException {
    String product = row.getString("product_id");
    return new Row(
        row.getString("delivery_id"),
        row.getString("status"),
        Utc.find(row, "received_at"),
        row.getString("supplier_invoice"),
        Utc.find(row, "invoice_date"),
        product == null
            ? null
            : new Delivery.Line(
                product,
                row.getString("sku"),
                row.getBigDecimal("expected"),
                row.getBigDecimal("received")));
  }

  private static Delivery delivery(List<Row> rows) {
    Row head = rows.getFirst();
    return new Delivery(
        head.id(),
        head.status(),
        head.receivedAt(),
        head.supplierInvoice(),
        head.invoiceDate(),
        rows.stream().flatMap(row -> Stream.ofNullable(row.line())).toList());
  }

  /// What all deliveries of an order brought.
  static BigDecimal received(List<Delivery> all) {
    return all.stream().map(Delivery::received).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
