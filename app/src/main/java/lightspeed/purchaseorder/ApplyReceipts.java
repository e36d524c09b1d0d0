package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.json.Json;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Sets the received quantities of an order's lines, in the order of the versions of what was read,
/// and writes down what changed.
final class ApplyReceipts {
  private ApplyReceipts() {}

  private static final String RAISE_VERSION =
      """
      UPDATE vend_consignments
      SET lightspeed_lines_version = :version
      WHERE id = :id
        AND COALESCE(lightspeed_lines_version, -1) <= :version
        AND deleted_at IS NULL
      """;

  private static final String LINES =
      """
      SELECT line_number, sku, product_id, name, quantity, unit_cost, quantity_received
      FROM vend_consignment_line_items
      WHERE consignment_id = :id
      ORDER BY line_number
      FOR UPDATE
      """;

  private static final String SET_RECEIVED =
      """
      UPDATE vend_consignment_line_items
      SET quantity_received = :received
      WHERE consignment_id = :id
        AND line_number = :number
      """;

  private static final String LOG =
      """
      INSERT INTO lightspeed_sync_log (entity_id, operation, status, details, completed_at)
      VALUES (:id, 'RECEIPT_APPLIED', 'COMPLETED', :details, CURRENT_TIMESTAMP(6))
      """;

  /// One line of a RECEIPT_APPLIED row.
  record Change(int line, String sku, BigDecimal ordered, BigDecimal before, BigDecimal after) {}

  /// Details of a RECEIPT_APPLIED row.
  record Details(long version, List<Change> lines) {}

  static boolean in(
      Handle handle, PurchaseOrderId id, Map<String, BigDecimal> totals, long version) {
    int rows =
        handle
            .createUpdate(RAISE_VERSION)
            .bind("id", id.value())
            .bind("version", version)
            .execute();
    if (rows == 0) {
      return false;
    }
    List<LineItem> before =
        handle
            .createQuery(LINES)
            .bind("id", id.value())
            .map((row, _) -> OrderRows.line(row))
            .list();
    List<LineItem> after = ReceivedLines.of(before, totals);
    List<Change> changes = new ArrayList<>();
    for (int at = 0; at < before.size(); at++) {
      LineItem old = before.get(at);
      BigDecimal received = after.get(at).quantityReceived();
      if (old.quantityReceived().compareTo(received) != 0) {
        changes.add(
            new Change(old.number(), old.sku(), old.quantity(), old.quantityReceived(), received));
      }
    }
    if (changes.isEmpty()) {
      return false;
    }
    write(handle, id, changes);
    handle
        .createUpdate(LOG)
        .bind("id", id.value())
        .bind("details", Json.mapper().writeValueAsString(new Details(version, changes)))
        .execute();
    return true;
  }

  private static void write(Handle handle, PurchaseOrderId id, List<Change> changes) {
    PreparedBatch batch = handle.prepareBatch(SET_RECEIVED);
    for (Change change : changes) {
      batch
          .bind("id", id.value())
          .bind("number", change.line())
          .bind("received", change.after())
          .add();
    }
    batch.execute();
  }
}
