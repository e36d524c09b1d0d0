package lightspeed.purchaseorder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import lightspeed.db.Utc;

/// The one place where rows of orders and lines become records. Times are UTC whatever the zone of
/// this process.
final class OrderRows {
  /// What [#order] reads.
  static final String COLUMNS =
      """
      id, public_id, state, supplier, supplier_id, outlet, outlet_id, supplier_invoice, notes,
        due_at, line_count, total_quantity, total_cost, created_by, approved_by, approved_at,
        sent_at, lightspeed_consignment_id, lightspeed_status, lightspeed_version,
        lightspeed_checked_at, sync_status, last_error, lock_version, created_at, updated_at,
        former_store
      """;

  private OrderRows() {}

  static PurchaseOrder order(ResultSet row) throws SQLException {
    return new PurchaseOrder(
        new PurchaseOrderId(row.getString("id")),
        row.getString("public_id"),
        OrderState.valueOf(row.getString("state")),
        row.getString("supplier"),
        row.getString("supplier_id"),
        row.getString("outlet"),
        row.getString("outlet_id"),
        row.getString("supplier_invoice"),
        row.getString("notes"),
        row.getObject("due_at", LocalDate.class),
        row.getInt("line_count"),
        row.getBigDecimal("total_quantity"),
        row.getBigDecimal("total_cost"),
        row.getString("created_by"),
        row.getString("approved_by"),
        Utc.find(row, "approved_at"),
        Utc.find(row, "sent_at"),
        row.getString("lightspeed_consignment_id"),
        row.getString("lightspeed_status"),
        row.getObject("lightspeed_version", Long.class),
        Utc.find(row, "lightspeed_checked_at"),
        SyncStatus.valueOf(row.getString("sync_status")),
        row.getString("last_error"),
        row.getInt("lock_version"),
        Utc.get(row, "created_at"),
        Utc.get(row, "updated_at"),
        row.getString("former_store"));
  }

  static LineItem line(ResultSet row) throws SQLException {
    return new LineItem(
        row.getInt("line_number"),
        row.getString("sku"),
        row.getString("product_id"),
        row.getString("name"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("unit_cost"),
        row.getBigDecimal("quantity_received"));
  }
}
