package lightspeed.purchaseorder;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// What becomes of the orders when another store takes the place of theirs: those that were not
/// sent are drafts again, without the ids of the store; those that were sent stay as history.
public final class LeaveStore {
  private LeaveStore() {}

  private static final String UNSENT =
      """
      SELECT id
      FROM vend_consignments
      WHERE state = 'APPROVED'
        AND lightspeed_consignment_id IS NULL
        AND deleted_at IS NULL
      FOR UPDATE
      """;

  private static final String TO_DRAFT =
      """
      UPDATE vend_consignments
      SET state = 'DRAFT',
        approved_by = NULL,
        approved_at = NULL,
        sync_status = 'NOT_SYNCED',
        last_error = NULL,
        lock_version = lock_version + 1
      WHERE id = :id
        AND state = 'APPROVED'
      """;

  private static final String FORGET_PARTNERS =
      """
      UPDATE vend_consignments
      SET supplier_id = NULL,
        outlet_id = NULL
      WHERE state = 'DRAFT'
      """;

  private static final String FORGET_PRODUCTS =
      """
      UPDATE vend_consignment_line_items l
      JOIN vend_consignments c
        ON c.id = l.consignment_id
      SET l.product_id = NULL
      WHERE c.state = 'DRAFT'
      """;

  private static final String TO_HISTORY =
      """
      UPDATE vend_consignments
      SET former_store = :store,
        lock_version = lock_version + 1
      WHERE lightspeed_consignment_id IS NOT NULL
        AND former_store IS NULL
      """;

  /// Makes drafts of unsent orders and history of the others.
  ///
  /// @param store the name of the one that is left
  public static void in(Handle tx, String store) {
    List<String> unsent = tx.createQuery(UNSENT).mapTo(String.class).list();
    for (String id : unsent) {
      tx.createUpdate(TO_DRAFT).bind("id", id).execute();
      StateLog.write(
          tx, new PurchaseOrderId(id), OrderState.APPROVED, OrderState.DRAFT, "store:switch");
    }
    tx.execute(FORGET_PARTNERS);
    tx.execute(FORGET_PRODUCTS);
    tx.createUpdate(TO_HISTORY).bind("store", store).execute();
  }
}
