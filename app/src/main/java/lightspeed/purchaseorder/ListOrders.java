package lightspeed.purchaseorder;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
            .append(" FROM vend_consignments\n")
            .append(join(values, filter.search()))
            .append(
                """
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
  }

  /// What is searched for is looked up where an index finds it, whatever the number of orders; only
  /// the newest orders are read through for a part of a word.
  private static final String FOUND =
      """
      JOIN (
        SELECT id FROM (
          SELECT id FROM vend_consignments
          WHERE public_id LIKE :start OR public_id LIKE :startInCapitals
          ORDER BY public_id DESC
          LIMIT 1000) AS by_public_id
        UNION
        SELECT id FROM (
          SELECT id FROM vend_consignments
          WHERE id LIKE :start
          ORDER BY id DESC
          LIMIT 1000) AS by_id
        UNION
        SELECT id FROM vend_consignments
        WHERE lightspeed_consignment_id = :search
        UNION
        SELECT consignment_id FROM (
          SELECT consignment_id FROM vend_consignment_line_items
          WHERE sku = :search
          ORDER BY consignment_id DESC
          LIMIT 1000) AS by_sku
        UNION
        SELECT id FROM (
          SELECT id, public_id, supplier, outlet, supplier_invoice
          FROM vend_consignments
          ORDER BY created_at DESC, id DESC
          LIMIT 10000) AS newest
        WHERE public_id COLLATE utf8mb4_unicode_ci LIKE :part
          OR id COLLATE utf8mb4_unicode_ci LIKE :part
          OR supplier LIKE :part
          OR outlet LIKE :part
          OR supplier_invoice LIKE :part
      ) AS found USING (id)
      """;

  private static String join(Map<String, Object> values, @Nullable String search) {
    if (search == null || search.isBlank()) {
      return "";
    }
    String text = search.strip();
    String escaped = escapeLike(text);
    values.put("search", text);
    values.put("start", escaped + "%");
    values.put("startInCapitals", escaped.toUpperCase(Locale.ROOT) + "%");
    values.put("part", "%" + escaped + "%");
    return FOUND;
  }

  private static String escapeLike(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
