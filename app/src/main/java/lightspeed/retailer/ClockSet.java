package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import lightspeed.db.ClockLook;
import org.jspecify.annotations.Nullable;

/// Notices that the database's clock was set, by more than [ClockLook#TOLERANCE], and says by how
/// much the times of earlier calls must move to fit it. Set forward, all calls would seem to have
/// left the window, and too many would follow; set back, they would count until the old time has
/// come again.
///
/// Moving is never too little, so that no call is forgotten too early. What another process has
/// moved already is not moved again: then calls begin where the clock is now.
///
/// **Threads:** safe.
final class ClockSet {
  private @Nullable ClockLook last;

  /// By how much to move; zero nearly always.
  ///
  /// @param nanos monotonic time at which the facts were read
  synchronized Duration moved(BudgetFacts facts, long nanos) {
    Instant now = facts.now();
    ClockLook look = new ClockLook(now, nanos, nanos);
    Duration set = last == null ? Duration.ZERO : last.setUntil(look);
    last = look;
    if (facts.slots().isEmpty()) {
      return Duration.ZERO;
    }
    Instant newest = facts.slots().getLast().at();
    if (newest.isAfter(now.plus(ClockLook.TOLERANCE))) {
      return Duration.between(newest, now); // It was granted now at the latest.
    }
    boolean isNewestBefore = !newest.isAfter(now.minus(set).plus(ClockLook.TOLERANCE));
    return set.isPositive() && isNewestBefore ? set : Duration.ZERO;
  }
}
