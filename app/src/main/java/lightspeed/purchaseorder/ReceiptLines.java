package lightspeed.purchaseorder;

import java.time.Instant;
import java.util.function.Consumer;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Reads what was received of every line, row by row.
final class ReceiptLines {
  private ReceiptLines() {}

  private static final String LINES =
      """
      SELECT c.public_id, c.state, c.supplier, c.outlet,
        l.line_number, l.sku, l.product_id, l.name, l.quantity, l.unit_cost, l.quantity_received,
        r.last_receipt_at
      FROM vend_consignments c
      JOIN vend_consignment_line_items l
        ON l.consignment_id = c.id
      LEFT JOIN (
        SELECT entity_id, MAX(created_at) AS last_receipt_at
        FROM lightspeed_sync_log
        WHERE operation = 'RECEIPT_APPLIED'
        GROUP BY entity_id) r
        ON r.entity_id = c.id
      WHERE c.transfer_category = 'PURCHASE_ORDER'
        AND c.lightspeed_consignment_id IS NOT NULL
        AND c.deleted_at IS NULL
        AND (:id IS NULL OR c.id = :id)
        AND (:since IS NULL OR r.last_receipt_at >= :since)
      ORDER BY c.public_id, l.line_number
      """;

  /// In one statement and without a transaction: whoever takes the lines may take his time.
  ///
  /// @return how many there were
  static long each(
      Handle handle,
      @Nullable PurchaseOrderId id,
      @Nullable Instant since,
      Consumer<ReceiptLine> sink) {
    long[] lines = {0};
    handle
        .createQuery(LINES)
        .bind("id", id == null ? null : id.value())
        .bind("since", Utc.ofNullable(since))
        .map(
            (row, _) -> {
              return new ReceiptLine(
                  row.getString("public_id"),
                  OrderState.valueOf(row.getString("state")),
                  row.getString("supplier"),
                  row.getString("outlet"),
                  OrderRows.line(row),
                  Utc.find(row, "last_receipt_at"));
            })
        .forEach(
            line -> {
              sink.accept(line);
              lines[0]++;
            });
    return lines[0];
  }
}
