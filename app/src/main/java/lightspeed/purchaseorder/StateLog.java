package lightspeed.purchaseorder;

import org.jdbi.v3.core.Handle;

/// Leaves a STATUS_CHANGED row in the sync log for each change of an order's state, so that its
/// history shows approvals beside what was done in Lightspeed. A step backwards is said in words:
/// it is rare, and somebody should look.
final class StateLog {
  /// Who changed it, when it was the sending of the order.
  static final String SYNC = "sync";

  /// Who changed it, when the change came from there.
  static final String LIGHTSPEED = "Lightspeed";

  private StateLog() {}

  private static final String INSERT =
      """
      INSERT INTO lightspeed_sync_log (entity_type, entity_id, operation, status, details,
        error_message, created_at, completed_at)
      VALUES ('PURCHASE_ORDER', :id, 'STATUS_CHANGED', 'COMPLETED',
        JSON_OBJECT('from', :from, 'to', :to, 'by', :actor),
        :flag, CURRENT_TIMESTAMP(6), CURRENT_TIMESTAMP(6))
      """;

  static void write(
      Handle handle, PurchaseOrderId id, OrderState from, OrderState to, String actor) {
    handle
        .createUpdate(INSERT)
        .bind("id", id.value())
        .bind("from", from.name())
        .bind("to", to.name())
        .bind("actor", actor)
        .bind("flag", from.comesAfter(to) ? actor + " went back from " + from + " to " + to : null)
        .execute();
  }
}
