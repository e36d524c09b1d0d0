package xseries.emulator.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes the one who waits for deliveries. Threads: safe; ringing never blocks.
public final class Bell {
  private final Semaphore rung = new Semaphore(0);

  void ring() {
    rung.release();
  }

  /// Waits until it has rung since the last wait.
  void await() throws InterruptedException {
    rung.acquire();
    rung.drainPermits();
  }

  /// The same, but no longer than this.
  void await(Duration most) throws InterruptedException {
    if (rung.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
      rung.drainPermits();
    }
  }
}
