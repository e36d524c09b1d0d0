package lightspeed.purchaseorder;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Makes an order that was never sent, or only to a store that was left, a draft again, under its
/// own number.
final class ReopenOrder {
  private ReopenOrder() {}

  private static final String REOPEN =
      """
      UPDATE vend_consignments
      SET state = 'DRAFT',
        sync_status = 'NOT_SYNCED',
        last_error = NULL,
        approved_by = NULL,
        approved_at = NULL,
        supplier_id = NULL,
        outlet_id = NULL,
        lightspeed_consignment_id = NULL,
        lightspeed_status = NULL,
        lightspeed_version = NULL,
        lightspeed_lines_version = NULL,
        lightspeed_checked_at = NULL,
        receipt_unfinished = FALSE,
        sent_at = NULL,
        former_store = NULL,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state <> 'DRAFT'
        AND ((state IN ('APPROVED', 'CANCELLED') AND sent_at IS NULL)
          OR former_store IS NOT NULL)
        AND deleted_at IS NULL
      """;

  /// A SKU may mean another product when the order is sent the next time, and what another
  /// consignment receives is counted from nothing.
  private static final String FORGET_PRODUCTS =
      """
      UPDATE vend_consignment_line_items
      SET product_id = NULL,
        quantity_received = 0
      WHERE consignment_id = :id
      """;

  /// See [PurchaseOrderStore#reopen].
  static void in(Handle handle, PurchaseOrderId id, String actor) {
    Optional<OrderState> before = SendingChanges.lockState(handle, id);
    int rows = handle.createUpdate(REOPEN).bind("id", id.value()).execute();
    PurchaseOrderStore.require(rows, id, "become a draft again: it is one, or was sent");
    handle.createUpdate(FORGET_PRODUCTS).bind("id", id.value()).execute();
    before.ifPresent(old -> StateLog.write(handle, id, old, OrderState.DRAFT, actor));
  }
}
