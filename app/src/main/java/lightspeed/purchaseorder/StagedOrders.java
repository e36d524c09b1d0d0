package lightspeed.purchaseorder;

import org.jdbi.v3.core.Handle;

/// Makes orders and lines of the staged rows: rows of one order need not stand together, rows of
/// one SKU become one line.
final class StagedOrders {
  private StagedOrders() {}

  /// A handle stands for a product when it belongs to exactly one that can be ordered. The index on
  /// handles ignores case, so it is compared once for the index and once exactly.
  private static final String SKUS_OF_HANDLES =
      """
      UPDATE import_rows r
      JOIN (
        SELECT wanted.handle, MIN(p.sku) AS sku
        FROM (SELECT DISTINCT handle FROM import_rows WHERE sku IS NULL) wanted
        STRAIGHT_JOIN vend_products p
          ON p.handle = wanted.handle COLLATE utf8mb4_unicode_ci
          AND p.handle COLLATE utf8mb4_bin = wanted.handle
        WHERE p.deleted_at IS NULL
          AND p.is_active
          AND NOT p.is_composite
          AND NOT p.has_variants
        GROUP BY wanted.handle
        HAVING COUNT(*) = 1) found
        ON found.handle = r.handle
      SET r.sku = found.sku
      WHERE r.sku IS NULL
      """;

  /// Looks up the SKU of rows that only have a handle.
  static void resolveHandles(Handle handle) {
    handle.execute(SKUS_OF_HANDLES);
  }

  private static final String ORDERS =
      """
      INSERT INTO import_orders (order_key, first_row, public_id, order_id, supplier, outlet,
        due_at, supplier_invoice, notes)
      SELECT g.order_key, g.first_row, NULLIF(g.order_key, ''), g.order_id, r.supplier, r.outlet,
        g.due_at, g.supplier_invoice, g.notes
      FROM (
        SELECT order_key, MIN(row_no) AS first_row, MIN(order_id) AS order_id,
          MIN(due_at) AS due_at, MIN(supplier_invoice) AS supplier_invoice, MIN(notes) AS notes
        FROM import_rows
        GROUP BY order_key) g
      JOIN import_rows r
        ON r.row_no = g.first_row
      """;

  private static final String LINES =
      """
      INSERT INTO import_lines (order_key, line_number, first_row, rows_merged, has_one_cost, sku,
        name, quantity, unit_cost)
      SELECT order_key, ROW_NUMBER() OVER (PARTITION BY order_key ORDER BY MIN(row_no)),
        MIN(row_no), COUNT(*), MIN(unit_cost) = MAX(unit_cost), sku, MIN(name), SUM(quantity), MIN(unit_cost)
      FROM import_rows
      WHERE sku IS NOT NULL
      GROUP BY order_key, sku
      """;

  private static final String TOTALS =
      """
      UPDATE import_orders o
      JOIN (
        SELECT order_key, COUNT(*) AS line_count, SUM(quantity) AS quantity,
          SUM(quantity * unit_cost) AS cost
        FROM import_lines
        GROUP BY order_key) l
        ON l.order_key = o.order_key
      SET o.line_count = l.line_count,
        o.total_quantity = l.quantity,
        o.total_cost = l.cost
      """;

  static void gather(Handle handle) {
    handle.execute(ORDERS);
    handle.execute(LINES);
    handle.execute(TOTALS);
  }
}
