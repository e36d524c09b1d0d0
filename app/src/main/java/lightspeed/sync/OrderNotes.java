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

  /// The alarm about a second consignment has ended.
  public static void secondDeleted(Handle tx, PurchaseOrder order, String consignment) {
    new SyncJournal()
        .say(
            tx,
            order.id(),
            null,
            Operation.DRIFT,
            "Consignment "
                + consignment
                + ", the second one with the number of this order, was deleted in Lightspeed, and"
                + " nothing of it had been received. Nothing is too many any more.");
  }
}
