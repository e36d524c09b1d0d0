package lightspeed.purchaseorder;

import org.jdbi.v3.core.Handle;

/// Hears what people outside want to know of an order, in the transaction that changes it. Must
/// only write to the database, and may be called again after a roll-back.
///
/// **Threads:** called by many at the same time.
@FunctionalInterface
public interface OrderNews {

  /// Nobody wants to know.
  OrderNews UNHEARD = (transaction, order, what) -> {};

  /// What happened.
  enum What {
    /// Lightspeed has it.
    SYNCED,
    /// It could not be brought there, and that is not tried again by itself.
    FAILED,
    /// All of it that will come has come.
    RECEIVED
  }

  /// Called after the change.
  void happened(Handle transaction, PurchaseOrderId order, What what);
}
