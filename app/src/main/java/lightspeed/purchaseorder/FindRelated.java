package lightspeed.purchaseorder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// Finds the orders that what is read in Lightspeed is about.
final class FindRelated {
  private FindRelated() {}

  private static final String BY_CONSIGNMENT =
      "SELECT "
          + OrderRows.COLUMNS
          + """
          FROM vend_consignments
          WHERE lightspeed_consignment_id IN (<values>)
            AND transfer_category = 'PURCHASE_ORDER'
            AND deleted_at IS NULL
          """;

  private static final String BY_REFERENCE =
      "SELECT "
          + OrderRows.COLUMNS
          + """
          FROM vend_consignments
          WHERE public_id IN (<values>)
            AND transfer_category = 'PURCHASE_ORDER'
            AND deleted_at IS NULL
          """;

  static List<PurchaseOrder> in(
      Handle handle, Collection<String> consignmentIds, Collection<String> references) {
    Map<PurchaseOrderId, PurchaseOrder> found = new LinkedHashMap<>();
    collect(handle, BY_CONSIGNMENT, consignmentIds, found);
    collect(handle, BY_REFERENCE, references, found);
    return new ArrayList<>(found.values());
  }

  private static final String NOT_CHECKED =
      "SELECT "
          + OrderRows.COLUMNS
          + """
            FROM vend_consignments
            WHERE transfer_category = 'PURCHASE_ORDER'
              AND (state IN ('SENT', 'DISPATCHED') OR (state = 'RECEIVED' AND receipt_unfinished))
              AND lightspeed_consignment_id IS NOT NULL
              AND former_store IS NULL
              AND COALESCE(lightspeed_checked_at, created_at) < :since
              AND deleted_at IS NULL
            ORDER BY COALESCE(lightspeed_checked_at, created_at), id
            LIMIT :limit
            """;

  static List<PurchaseOrder> notCheckedSince(Handle handle, Instant since, int limit) {
    return handle
        .createQuery(NOT_CHECKED)
        .bind("since", Utc.ofNullable(since))
        .bind("limit", limit)
        .map((row, _) -> OrderRows.order(row))
        .list();
  }

  private static void collect(
      Handle handle,
      String sql,
      Collection<String> values,
      Map<PurchaseOrderId, PurchaseOrder> found) {
    if (values.isEmpty()) {
      return;
    }
    handle
        .createQuery(sql)
        .bindList("values", List.copyOf(values))
        .map((row, _) -> OrderRows.order(row))
        .forEach(order -> found.put(order.id(), order));
  }
}
