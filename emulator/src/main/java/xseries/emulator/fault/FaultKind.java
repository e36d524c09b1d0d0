package xseries.emulator.fault;

/// What goes wrong.
public enum FaultKind {
  /// Answered with a status of choice; applied only when the fault says so.
  STATUS,
  /// Applied at once, then the connection is closed without an answer.
  LOST_ANSWER,
  /// Applied after the delay, whether the client still waits or not, and answered only then.
  LATE_APPLY,
  /// The connection is reset and nothing is applied.
  RESET_BEFORE,
  /// Applied at once, answered after the delay.
  DELAY,
  /// Answered 429, nothing applied; `Retry-After` lies the delay ahead.
  RATE_LIMIT,
  /// Applied; the body of the answer is not JSON.
  GARBAGE,
  /// Applied; half of the body arrives, then the connection closes.
  TRUNCATED,
  /// Applied; the answer is an HTML page.
  WRONG_TYPE,
  /// Applied; the answer has no end that a client should wait for.
  HUGE,
  /// Applied; the answer comes a few bytes at a time over the delay.
  SLOW,
  /// A webhook delivery that is never sent.
  DROP_DELIVERY,
  /// A webhook delivery that is made twice, the second time after the delay.
  REPEAT_DELIVERY,
  /// A webhook delivery that is made only after the delay.
  DELAY_DELIVERY;

  /// Whether its body can be chosen.
  boolean takesBody() {
    return this == STATUS || this == GARBAGE || this == WRONG_TYPE;
  }

  /// Whether it meets webhook deliveries, and not requests.
  public boolean isOfDeliveries() {
    return this == DROP_DELIVERY || this == REPEAT_DELIVERY || this == DELAY_DELIVERY;
  }
}
