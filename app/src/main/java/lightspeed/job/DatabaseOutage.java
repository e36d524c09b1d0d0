package lightspeed.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import lightspeed.db.DatabaseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the loops of a worker live through trouble with the database: each waits longer and longer
/// and goes on; the log says once that it began and once that it is over.
///
/// **Threads:** safe.
final class DatabaseOutage {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOutage.class);

  private static final long FIRST_DELAY_MILLIS = 50;

  /// Long enough not to burden a database that starts up, short enough to go on soon after.
  private static final long MAX_DELAY_MILLIS = 1_000;

  private final Map<Object, Integer> failures = new HashMap<>();
  private volatile boolean isOn;

  /// Tells how long the loop should wait after this failure.
  synchronized Duration failed(Object loop, RuntimeException failure) {
    int count = failures.merge(loop, 1, Integer::sum);
    if (!isOn) {
      isOn = true;
      log(failure);
    }
    long delay = FIRST_DELAY_MILLIS << Math.min(count - 1, 10);
    return Duration.ofMillis(Math.min(delay, MAX_DELAY_MILLIS));
  }

  /// The loop works, or has ended.
  void over(Object loop) {
    if (isOn) {
      forget(loop);
    }
  }

  private synchronized void forget(Object loop) {
    failures.remove(loop);
    if (isOn && failures.isEmpty()) {
      isOn = false;
      LOG.info("worker goes on: the database answers again");
    }
  }

  private static void log(RuntimeException failure) {
    if (failure instanceof DatabaseException trouble && trouble.isTransient()) {
      LOG.warn("worker waits: {}", failure.getMessage());
    } else {
      LOG.error("worker cannot go on and tries again", failure);
    }
  }
}
