package lightspeed.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for something that another process does.
final class Until {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private Until() {}

  /// @throws AssertionError when it has not become true in time
  static void isTrue(BooleanSupplier condition) {
    if (!isTrueWithin(LONGEST, condition)) {
      throw new AssertionError("Waited " + LONGEST + " in vain.");
    }
  }

  /// Whether it became true in this time.
  static boolean isTrueWithin(Duration time, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }
}
