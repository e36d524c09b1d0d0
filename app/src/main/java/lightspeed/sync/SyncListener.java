package lightspeed.sync;

import lightspeed.purchaseorder.PurchaseOrderId;

/// Hears what a synchronisation does, step by step: the log and the live progress of a command.
///
/// **Threads:** called by many at once. Must not throw.
public interface SyncListener {
  /// A step is about to be made.
  void began(PurchaseOrderId order, Operation operation, String what);

  /// A step was made; `result` says how it went in a few words.
  void ended(PurchaseOrderId order, Operation operation, String result);
}
