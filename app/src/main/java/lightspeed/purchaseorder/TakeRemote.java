package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.catalog.SkuMappings;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Makes an order what its consignment is. The number of the order stays: it is its identity.
final class TakeRemote {
  private TakeRemote() {}

  private static final String HEADER =
      """
      UPDATE vend_consignments
      SET supplier = IF(supplier_id <=> COALESCE(:supplierId, supplier_id), supplier, :supplierId),
        supplier_id = COALESCE(:supplierId, supplier_id),
        outlet = IF(outlet_id <=> :outletId, outlet, :outletId),
        outlet_id = :outletId,
        due_at = :dueAt,
        lock_version = lock_version + 1
      WHERE id = :id
        AND deleted_at IS NULL
      """;

  private static final String DELETE_LINES =
      """
      DELETE FROM vend_consignment_line_items
      WHERE consignment_id = :id
      """;

  private static final String INSERT_LINE =
      """
      INSERT INTO vend_consignment_line_items
        (consignment_id, line_number, sku, product_id, name, quantity, unit_cost, quantity_received)
      VALUES (:id, :number, :sku, :productId, :name, :quantity, :unitCost, :received)
      """;

  private static final String LINES =
      """
      SELECT line_number, sku, product_id, name, quantity, unit_cost, quantity_received
      FROM vend_consignment_line_items
      WHERE consignment_id = :id
      ORDER BY line_number
      """;

  static void in(Handle handle, PurchaseOrderId id, RemoteContent remote) {
    int rows =
        handle
            .createUpdate(HEADER)
            .bind("id", id.value())
            .bind("supplierId", remote.supplierId())
            .bind("outletId", remote.outletId())
            .bind("dueAt", remote.dueAt())
            .execute();
    PurchaseOrderStore.require(rows, id, "take over what Lightspeed has: it does not exist");
    List<LineItem> before =
        handle
            .createQuery(LINES)
            .bind("id", id.value())
            .map((row, _) -> OrderRows.line(row))
            .list();
    handle.createUpdate(DELETE_LINES).bind("id", id.value()).execute();
    Set<String> mapped =
        new SkuMappings().productsFor(handle, before.stream().map(LineItem::sku).toList()).keySet();
    insert(handle, id, lines(renamed(before, remote.lines(), mapped), remote.lines()));
    WriteLines.updateTotals(handle, id);
  }

  private static void insert(Handle handle, PurchaseOrderId id, List<LineItem> lines) {
    if (lines.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(INSERT_LINE);
    for (LineItem line : lines) {
      batch
          .bind("id", id.value())
          .bind("number", line.number())
          .bind("sku", line.sku())
          .bind("productId", line.productId())
          .bind("name", line.name())
          .bind("quantity", line.quantity())
          .bind("unitCost", line.unitCost())
          .bind("received", line.quantityReceived())
          .add();
    }
    batch.execute();
  }

  /// The lines under Lightspeed's SKUs. One that a person mapped stays, and so does each of several
  /// lines that are one in Lightspeed when one of them has its SKU.
  private static List<LineItem> renamed(
      List<LineItem> before, List<RemoteContent.Line> remote, Set<String> mapped) {
    Map<String, String> there = new HashMap<>();
    for (RemoteContent.Line line : remote) {
      String sku = line.sku();
      if (sku != null && !sku.isBlank()) {
        there.put(line.productId(), sku);
      }
    }
    before.stream()
        .filter(line -> mapped.contains(line.sku()) || line.sku().equals(there.get(product(line))))
        .forEach(line -> there.remove(product(line)));
    return before.stream()
        .map(line -> line.withSku(there.getOrDefault(product(line), line.sku())))
        .toList();
  }

  private static String product(LineItem line) {
    return String.valueOf(line.productId());
  }

  /// The lines as they will be. Several lines of one product are filled in their order; what is
  /// beyond them is on the last. A line that is left without a quantity goes; a product that the
  /// order did not have comes at the end.
  static List<LineItem> lines(List<LineItem> before, List<RemoteContent.Line> remote) {
    Map<String, RemoteContent.Line> there = new LinkedHashMap<>();
    remote.forEach(line -> there.put(line.productId(), line));
    Map<String, BigDecimal> counts = totals(remote);
    List<LineItem> lines = new ArrayList<>();
    int last = 0;
    for (LineItem filled : ReceivedLines.of(before, counts)) {
      last = filled.number();
      RemoteContent.Line theirs = there.get(String.valueOf(filled.productId()));
      if (theirs != null && filled.quantityReceived().signum() > 0) {
        lines.add(
            new LineItem(
                filled.number(),
                filled.sku(),
                filled.productId(),
                filled.name(),
                filled.quantityReceived(),
                Objects.requireNonNullElse(theirs.cost(), filled.unitCost()),
                BigDecimal.ZERO));
      }
    }
    lines.addAll(strangers(before, remote, last));
    Map<String, BigDecimal> received = new HashMap<>();
    remote.forEach(line -> received.put(line.productId(), line.received()));
    return ReceivedLines.of(lines, received);
  }

  private static Map<String, BigDecimal> totals(List<RemoteContent.Line> remote) {
    return remote.stream()
        .collect(
            Collectors.toMap(
                RemoteContent.Line::productId, RemoteContent.Line::count, BigDecimal::add));
  }

  private static List<LineItem> strangers(
      List<LineItem> before, List<RemoteContent.Line> remote, int last) {
    List<LineItem> added = new ArrayList<>();
    int number = last;
    for (RemoteContent.Line line : remote) {
      boolean isKnown =
          before.stream().anyMatch(known -> line.productId().equals(known.productId()));
      if (!isKnown && line.count().signum() > 0) {
        number++;
        added.add(
            new LineItem(
                number,
                Objects.requireNonNullElse(line.sku(), line.productId()),
                line.productId(),
                null,
                line.count(),
                Objects.requireNonNullElse(line.cost(), BigDecimal.ZERO),
                BigDecimal.ZERO));
      }
    }
    return added;
  }
}
