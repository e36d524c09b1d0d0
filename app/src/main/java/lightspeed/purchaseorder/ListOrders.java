package lightspeed.purchaseorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The list of orders with its filters, newest first. The statement is put together from fixed
/// fragments; everything a person typed is bound.
///
/// **Speed:** a supplier or outlet is asked for by name or id, and an `OR` over two columns would
/// read all orders or sort all that are found. So each way to meet the filter is a select of its
/// own, which an index answers in the order of the list (migration 7) and which ends after a page.
/// The index of age alone is forbidden to it: the database expects that orders that pass are spread
/// evenly, and would read all of them where they are not.
final class ListOrders {
  private static final String BY_AGE = "ORDER BY created_at DESC, id DESC LIMIT :limit\n";

  private static final List<String> ANY = List.of("");

  private static final List<String> SUPPLIER =
      List.of(
          "  AND supplier = :supplier\n",
          "  AND supplier_id = :supplier AND supplier <> :supplier\n");

  private static final List<String> OUTLET =
      List.of(
          "  AND outlet = :outlet\n", //
          "  AND outlet_id = :outlet AND outlet <> :outlet\n");

  private ListOrders() {}

  static OrderPage page(
      Handle handle, OrderFilter filter, OrderPage.@Nullable Position after, int limit) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("limit", limit + 1);
    String sql = statement(filter, after, values);
    List<PurchaseOrder> found =
        handle.createQuery(sql).bindMap(values).map((row, _) -> OrderRows.order(row)).list();
    if (found.size() <= limit) {
      return new OrderPage(found, null);
    }
    PurchaseOrder last = found.get(limit - 1);
    return new OrderPage(
        found.subList(0, limit), new OrderPage.Position(last.createdAt(), last.id()));
  }

  private static String statement(
      OrderFilter filter, OrderPage.@Nullable Position after, Map<String, Object> values) {
    String select =
        "SELECT "
            + OrderRows.COLUMNS
            + " FROM vend_consignments"
            + (isFiltered(filter) ? " IGNORE INDEX (vend_consignments_created)\n" : "\n")
            + join(filter.search(), values)
            + """
              WHERE transfer_category = 'PURCHASE_ORDER'
                AND deleted_at IS NULL
              """
            + conditions(filter, values)
            + beyond(after, values);
    List<String> ways = new ArrayList<>();
    for (String supplier : either(SUPPLIER, "supplier", filter.supplier(), values)) {
      for (String outlet : either(OUTLET, "outlet", filter.outlet(), values)) {
        ways.add(select + supplier + outlet + BY_AGE);
      }
    }
    if (ways.size() == 1) {
      return ways.getFirst();
    }
    return "SELECT * FROM (\n(" + String.join(")\nUNION ALL\n(", ways) + ")) AS ways\n" + BY_AGE;
  }

  private static boolean isFiltered(OrderFilter filter) {
    return filter.state() != null
        || filter.syncStatus() != null
        || filter.supplier() != null
        || filter.outlet() != null;
  }

  private static List<String> either(
      List<String> ways, String name, @Nullable String asked, Map<String, Object> values) {
    if (asked == null) {
      return ANY;
    }
    values.put(name, asked);
    return ways;
  }

  private static String conditions(OrderFilter filter, Map<String, Object> values) {
    var sql = new StringBuilder();
    if (filter.state() != null) {
      sql.append("  AND state = :state\n");
      values.put("state", filter.state().name());
    }
    if (filter.syncStatus() != null) {
      sql.append("  AND sync_status = :syncStatus\n");
      values.put("syncStatus", filter.syncStatus().name());
    }
    if (filter.since() != null) {
      sql.append("  AND created_at >= :since\n");
      values.put("since", Utc.of(filter.since()));
    }
    return sql.toString();
  }

  private static String beyond(OrderPage.@Nullable Position after, Map<String, Object> values) {
    if (after == null) {
      return "";
    }
    values.put("at", Utc.of(after.createdAt()));
    values.put("id", after.id().value());
    return "  AND created_at <= :at AND (created_at < :at OR id < :id)\n";
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

  private static String join(@Nullable String search, Map<String, Object> values) {
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
