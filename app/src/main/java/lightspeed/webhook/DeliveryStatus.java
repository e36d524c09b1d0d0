package lightspeed.webhook;

/// How far a kept delivery is.
public enum DeliveryStatus {
  /// Kept; nobody has looked at it yet.
  RECEIVED,
  /// Its consignment was looked at because of it.
  PROCESSED,
  /// There is nothing to do for it; the reason is kept.
  IGNORED,
  /// It cannot be understood; the reason is kept.
  FAILED
}
