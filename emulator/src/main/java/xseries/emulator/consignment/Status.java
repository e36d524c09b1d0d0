package xseries.emulator.consignment;

/// Where a consignment stands. Which of them a type may have is the matter of [StatusRules].
public enum Status {
  OPEN,
  SENT,
  DISPATCHED,
  RECEIVED,
  CANCELLED,
  STOCKTAKE,
  STOCKTAKE_SCHEDULED,
  STOCKTAKE_IN_PROGRESS,
  STOCKTAKE_IN_PROGRESS_PROCESSED,
  STOCKTAKE_COMPLETE,
  CLOSED;

  boolean isOpenOrSent() {
    return this == OPEN || this == SENT;
  }

  /// Goods may be on their way.
  public boolean isUnderway() {
    return this == SENT || this == DISPATCHED;
  }

  /// Nothing may be changed any more.
  boolean isFrozen() {
    return this == RECEIVED || this == CANCELLED || this == STOCKTAKE_COMPLETE || this == CLOSED;
  }
}
