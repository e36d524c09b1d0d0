package lightspeed.purchaseorder;

/// How far the way of an order to Lightspeed is, `vend_consignments.sync_status`.
public enum SyncStatus {
  /// Nothing is on its way.
  NOT_SYNCED,
  /// A job waits, for its first or its next attempt.
  QUEUED,
  /// A worker is at it.
  SYNCING,
  /// Lightspeed has the order, with exactly its lines.
  SYNCED,
  /// Lightspeed has the order, and says otherwise in something that nobody has settled or left.
  DIFFERS,
  /// It was given up; `last_error` says why and a person has to act.
  FAILED
}
