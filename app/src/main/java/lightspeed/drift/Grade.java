package lightspeed.drift;

/// How loud a difference is.
public enum Grade {
  /// A person must act now: more than ordered, a second consignment, gone.
  LOUD,
  /// A person's edit, shown until it is settled or left.
  PLAIN
}
