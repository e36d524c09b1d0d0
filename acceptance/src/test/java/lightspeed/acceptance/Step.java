package lightspeed.acceptance;

/// Something that the worker does to the world outside: a call to Lightspeed, or a commit of what
/// it will remember.
///
/// @param number counts from 1 in the order in which they happen
/// @param label says what it is, the same for the same step of every order
record Step(int number, Kind kind, String label) {
  enum Kind {
    CALL,
    COMMIT
  }

  boolean isCall() {
    return kind == Kind.CALL;
  }

  /// A call that changes something there.
  boolean isWriteCall() {
    return isCall() && !label.startsWith("GET ");
  }

  /// The commit that announces a call which is about to be made.
  boolean isAnnouncement() {
    return label.matches("commit of (update queue_jobs, )?insert lightspeed_sync_log [A-Z_]+");
  }

  /// The commit that ends the sending of an order.
  boolean isEndOfSending() {
    return label.startsWith("commit") && label.contains("UPDATE_LOCAL");
  }

  @Override
  public String toString() {
    return number + " " + label;
  }
}
