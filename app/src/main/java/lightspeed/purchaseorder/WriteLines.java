package lightspeed.purchaseorder;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Writes the lines of one order in batches and brings the order's totals into step.
final class WriteLines {
  private static final int BATCH_ROWS = 500;

  private WriteLines() {}

  private static final String DELETE =
      """
      DELETE FROM vend_consignment_line_items
      WHERE consignment_id = :id
      """;

  private static final String INSERT =
      """
      INSERT INTO vend_consignment_line_items
        (consignment_id, line_number, sku, name, quantity, unit_cost)
      VALUES (:id, :number, :sku, :name, :quantity, :unitCost)
      """;

  static void replace(Handle handle, PurchaseOrderId id, List<OrderDraft.Line> lines) {
    handle.createUpdate(DELETE).bind("id", id.value()).execute();
    for (int start = 0; start < lines.size(); start += BATCH_ROWS) {
      PreparedBatch batch = handle.prepareBatch(INSERT);
      int end = Math.min(start + BATCH_ROWS, lines.size());
      for (int index = start; index < end; index++) {
        OrderDraft.Line line = lines.get(index);
        batch
            .bind("id", id.value())
            .bind("number", index + 1)
            .bind("sku", line.sku())
            .bind("name", line.name())
            .bind("quantity", line.quantity())
            .bind("unitCost", line.unitCost())
            .add();
      }
      batch.execute();
    }
    updateTotals(handle, id);
  }

  private static final String UPDATE_TOTALS =
      """
      UPDATE vend_consignments c
      JOIN (
        SELECT COUNT(*) AS line_count,
          COALESCE(SUM(quantity), 0) AS quantity,
          COALESCE(SUM(quantity * unit_cost), 0) AS cost
        FROM vend_consignment_line_items
        WHERE consignment_id = :id) t
      SET c.line_count = t.line_count,
        c.total_quantity = t.quantity,
        c.total_cost = t.cost
      WHERE c.id = :id
      """;

  static void updateTotals(Handle handle, PurchaseOrderId id) {
    handle.createUpdate(UPDATE_TOTALS).bind("id", id.value()).execute();
  }
}
