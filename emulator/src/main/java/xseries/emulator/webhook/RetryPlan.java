package xseries.emulator.webhook;

import java.time.Duration;
import java.time.Instant;

/// When a delivery is tried again: up to 20 tries within 48 hours, the gaps growing by half each
/// time. The vendor tells the 20 and the 48 hours and that the gaps grow; their lengths are our
/// choice: 39 seconds after the first try, 16 hours before the last. Pure.
final class RetryPlan {
  static final int MAX_TRIES = 20;

  private static final double GROWTH = 1.5;

  /// The 19 gaps add up to a tenth of a second less than 48 hours.
  private static final double FIRST_GAP_MS = 38_992;

  private RetryPlan() {}

  /// What passes between try `triesMade` and the next one.
  ///
  /// @param triesMade 1 to 19
  static Duration gapAfter(int triesMade) {
    return Duration.ofMillis(Math.round(FIRST_GAP_MS * Math.pow(GROWTH, triesMade - 1.0)));
  }

  /// When the delivery is due.
  ///
  /// @param speed how many times faster than the vendor
  static Instant nextTry(Delivery delivery, long speed) {
    if (delivery.tries().isEmpty()) {
      return delivery.firstTryAt();
    }
    Duration gap = gapAfter(delivery.tries().size());
    return delivery.tries().getLast().at().plusNanos(gap.toNanos() / speed);
  }
}
