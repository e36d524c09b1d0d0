package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;

/// Notices that the database's clock was set, by more than [#TOLERANCE], and says by how much the
/// times of earlier calls must move to fit it. Set forward, all calls would seem to have left the
/// window, and too many would follow; set back, they would count until the old time has come again.
///
/// Moving is never too little, so that no call is forgotten too early. What another process has
/// moved already is not moved again: then calls begin where the clock is now.
///
/// **Threads:** safe.
final class ClockSet {

  /// Between the clocks of two database nodes, and between a clock and a monotonic one.
  static final Duration TOLERANCE = Duration.ofSeconds(2);

  private record Look(Instant now, long nanos) {}

  private Look last = new Look(Instant.MAX, 0);

  /// By how much to move; zero nearly always.
  ///
  /// @param nanos monotonic time at which the facts were read
  synchronized Duration moved(BudgetFacts facts, long nanos) {
    Instant now = facts.now();
    Instant expected =
        last.now().equals(Instant.MAX) ? now : last.now().plusNanos(nanos - last.nanos());
    last = new Look(now, nanos);
    if (facts.slots().isEmpty()) {
      return Duration.ZERO;
    }
    Instant newest = facts.slots().getLast().at();
    if (newest.isAfter(now.plus(TOLERANCE))) {
      return Duration.between(newest, now); // It was granted now at the latest.
    }
    boolean isSetForward = now.isAfter(expected.plus(TOLERANCE));
    return isSetForward && !newest.isAfter(expected.plus(TOLERANCE))
        ? Duration.between(expected, now)
        : Duration.ZERO;
  }
}
