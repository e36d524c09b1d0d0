package lightspeed.db;

/// What an SQL error means to us.
public enum SqlErrorKind {
  DEADLOCK,
  LOCK_TIMEOUT,
  SNAPSHOT_CONFLICT,
  READ_ONLY,
  NODE_NOT_READY,
  TOO_MANY_CONNECTIONS,
  CONNECTION_LOST,
  ACCESS_DENIED,
  UNKNOWN_DATABASE,
  TABLE_MISSING,
  DUPLICATE_KEY,
  STORAGE_FULL,
  INTERRUPTED,
  OTHER;

  /// The server rolled the transaction back, or does so when we ask, and the same one may pass the
  /// next time.
  boolean isRolledBackAndWorthRepeating() {
    return this == DEADLOCK || this == LOCK_TIMEOUT || this == SNAPSHOT_CONFLICT;
  }

  /// The connection is gone, or its server is not the one that takes writes: behind the next
  /// connection may stand another server.
  boolean isDisturbance() {
    return this == CONNECTION_LOST || this == NODE_NOT_READY || this == READ_ONLY;
  }
}
