package lightspeed.purchaseorder;

import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Rows of `order_editors`: who changed a draft that somebody else began.
final class OrderEditors {
  private static final String ADD =
      """
      INSERT IGNORE INTO order_editors (order_id, editor)
      SELECT id, :editor
      FROM vend_consignments
      WHERE id = :order
        AND NOT created_by <=> :editor
      """;

  private static final String ADD_IMPORTED =
      """
      INSERT IGNORE INTO order_editors (order_id, editor)
      SELECT c.id, :editor
      FROM import_orders o
      STRAIGHT_JOIN vend_consignments c
        ON c.id = o.existing_id
      WHERE o.outcome = 'UPDATED'
        AND NOT c.created_by <=> :editor
      """;

  private static final String FIND =
      """
      SELECT editor
      FROM order_editors
      WHERE order_id = :order
      """;

  private OrderEditors() {}

  /// Remembers who changed a draft, unless they began it.
  ///
  /// **Twice:** changes nothing.
  static void add(Handle handle, PurchaseOrderId order, String editor) {
    handle.createUpdate(ADD).bind("order", order.value()).bind("editor", editor).execute();
  }

  /// Remembers who changed the drafts that a staged file updates.
  static void addImported(Handle handle, String editor) {
    handle.createUpdate(ADD_IMPORTED).bind("editor", editor).execute();
  }

  static Set<String> of(Handle handle, PurchaseOrderId order) {
    return handle.createQuery(FIND).bind("order", order.value()).mapTo(String.class).set();
  }
}
