package lightspeed.db;

import java.time.Duration;
import java.time.Instant;

/// A look at the database's clock. Two of them tell whether it was set between them, because a
/// monotonic clock was read at the same time. What that means for the times in a table is its
/// owner's matter.
///
/// @param now what the database answered
/// @param askedAtNanos monotonic time before the question
/// @param answeredAtNanos monotonic time after the answer
public record ClockLook(Instant now, long askedAtNanos, long answeredAtNanos) {
  /// Between the clocks of two database nodes, and between a clock and a monotonic one.
  public static final Duration TOLERANCE = Duration.ofSeconds(2);

  /// By how much the clock was set until a later look, at least; forward is positive. Zero nearly
  /// always. The time that a question took counts for neither side, so that a slow answer never
  /// looks like a clock that was set.
  public Duration setUntil(ClockLook later) {
    Duration passed = Duration.between(now, later.now);
    Duration atMost = Duration.ofNanos(later.answeredAtNanos - askedAtNanos);
    Duration atLeast = Duration.ofNanos(later.askedAtNanos - answeredAtNanos);
    if (passed.compareTo(atMost.plus(TOLERANCE)) > 0) {
      return passed.minus(atMost);
    }
    if (passed.compareTo(atLeast.minus(TOLERANCE)) < 0) {
      return passed.minus(atLeast);
    }
    return Duration.ZERO;
  }
}
