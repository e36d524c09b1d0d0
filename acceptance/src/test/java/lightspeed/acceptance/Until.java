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
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited " + LONGEST + " in vain.");
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
