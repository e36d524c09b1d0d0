package lightspeed.db;

import java.time.Duration;

/// Waits. Injected wherever code waits, so that tests decide how long that takes.
@FunctionalInterface
public interface Sleeper {

  /// Waits that long.
  ///
  /// @throws InterruptedException when the thread was asked to stop meanwhile
  void sleep(Duration duration) throws InterruptedException;

  /// Really waits.
  static Sleeper real() {
    return Thread::sleep;
  }
}
