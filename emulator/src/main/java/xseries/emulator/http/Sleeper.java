package xseries.emulator.http;

import java.time.Duration;

/// The only place that waits, so that a test can do without waiting.
@FunctionalInterface
public interface Sleeper {
  void sleep(Duration duration) throws InterruptedException;

  static Sleeper real() {
    return Thread::sleep;
  }
}
