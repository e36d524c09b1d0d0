package lightspeed.purchaseorder;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Orders that were sent to a store which this installation has left. They are history: nothing is
/// asked or changed about them in the store of today, until that is theirs again.
public final class FormerStore {
  private FormerStore() {}

  private static final String FIND =
      """
      SELECT former_store
      FROM vend_consignments
      WHERE id = :id
        AND former_store IS NOT NULL
      """;

  /// The name of that store; empty for an order of today's.
  public static Optional<String> of(Handle handle, PurchaseOrderId order) {
    return handle.createQuery(FIND).bind("id", order.value()).mapTo(String.class).findOne();
  }

  /// What such an order is, and the way out, two sentences that follow its number.
  static String words(String store, String publicId) {
    return "was sent to "
        + store
        + ", which this installation has left. To order it in the store of today, make it a draft"
        + " again: lightspeed-cli po:reopen "
        + publicId
        + ".";
  }

  /// Its consignment was seen in the store of today: it is no history any more.
  public static void cameBack(Handle tx, PurchaseOrderId order) {
    tx.createUpdate(
            """
            UPDATE vend_consignments
            SET former_store = NULL
            WHERE id = :id
              AND former_store IS NOT NULL
            """)
        .bind("id", order.value())
        .execute();
  }

  /// Refuses to change an order of a store that was left.
  ///
  /// @throws PurchaseOrderException.Conflict when the order is history
  public static void refuse(Handle handle, PurchaseOrder order) {
    of(handle, order.id())
        .ifPresent(
            store -> {
              throw new PurchaseOrderException.Conflict(
                  order.id(),
                  "Order "
                      + order.publicId()
                      + " "
                      + words(store, order.publicId())
                      + " It is kept as history; change it in that store. After a switch back it"
                      + " counts again as soon as a poll has seen it there: lightspeed-cli"
                      + " sync:reconcile");
            });
  }
}
