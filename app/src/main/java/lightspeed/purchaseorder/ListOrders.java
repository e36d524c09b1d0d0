package lightspeed.purchaseorder;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The list of orders with its filters, newest first. The statement is put together from fixed
/// fragments; everything a person typed is bound.
final class ListOrders {
  private ListOrders() {}

  static OrderPage page(
      Handle handle, OrderFilter filter, OrderPage.@Nullable Position after, int limit) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder sql =
        new StringBuilder("SELECT ")
            .append(OrderRows.COLUMNS)
            .append(
                """
                FROM vend_consignments
                WHERE transfer_category = 'PURCHASE_ORDER'
                  AND deleted_at IS NULL
                """);
    addFilters(sql, values, filter);
    if (after != null) {
      sql.append(" AND (created_at < :at OR (created_at = :at AND id < :id))\n");
      values.put("at", requireNonNull(OrderRows.utc(after.createdAt())));
      values.put("id", after.id().value());
    }
    sql.append("ORDER BY created_at DESC, id DESC LIMIT :limit");
    values.put("limit", limit + 1);
    List<PurchaseOrder> found =
        handle
            .createQuery(sql.toString())
            .bindMap(values)
            .map((row, _) -> OrderRows.order(row))
            .list();
    if (found.size() <= limit) {
      return new OrderPage(found, null);
    }
    PurchaseOrder last = found.get(limit - 1);
    return new OrderPage(
        found.subList(0, limit), new OrderPage.Position(last.createdAt(), last.id()));
  }

  private static void addFilters(
      StringBuilder sql, Map<String, Object> values, OrderFilter filter) {
    if (filter.state() != null) {
      sql.append(" AND state = :state\n");
      values.put("state", filter.state().name());
    }
    if (filter.syncStatus() != null) {
      sql.append(" AND sync_status = :syncStatus\n");
      values.put("syncStatus", filter.syncStatus().name());
    }
    if (filter.supplier() != null) {
      sql.append(" AND (supplier = :supplier OR supplier_id = :supplier)\n");
      values.put("supplier", filter.supplier());
    }
    if (filter.outlet() != null) {
      sql.append(" AND (outlet = :outlet OR outlet_id = :outlet)\n");
      values.put("outlet", filter.outlet());
    }
    if (filter.since() != null) {
      sql.append(" AND created_at >= :since\n");
      values.put("since", requireNonNull(OrderRows.utc(filter.since())));
    }
    if (filter.search() != null && !filter.search().isBlank()) {
      sql.append(
          """
           AND (public_id COLLATE utf8mb4_unicode_ci LIKE :pattern
             OR id COLLATE utf8mb4_unicode_ci LIKE :pattern
             OR supplier LIKE :pattern
             OR outlet LIKE :pattern
             OR supplier_invoice LIKE :pattern
             OR lightspeed_consignment_id = :search
             OR id IN (
               SELECT consignment_id
               FROM vend_consignment_line_items
               WHERE sku = :search))
          """);
      String search = filter.search().strip();
      values.put("search", search);
      values.put("pattern", "%" + escapeLike(search) + "%");
    }
  }

  private static String escapeLike(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
