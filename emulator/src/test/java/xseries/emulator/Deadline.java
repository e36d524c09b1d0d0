package xseries.emulator;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for a condition, at most five seconds.
final class Deadline {
  private static final long NANOS = Duration.ofSeconds(5).toNanos();

  private Deadline() {}

  static void until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > NANOS) {
        throw new AssertionError("The condition did not come true within five seconds.");
      }
      Thread.onSpinWait();
    }
  }
}
