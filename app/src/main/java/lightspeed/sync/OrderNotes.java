package lightspeed.sync;

import lightspeed.purchaseorder.PurchaseOrder;
import org.jdbi.v3.core.Handle;

/// Notes on an order that packages above write into its log.
public final class OrderNotes {
  private OrderNotes() {}

  /// The daily comparison could not read the order's consignment.
  public static void cannotBeRead(Handle tx, PurchaseOrder order, String why) {
    new SyncJournal()
        .noteFailure(
            tx, order.id(), null, Operation.DRIFT, "The consignment could not be compared: " + why);
  }
}
