package lightspeed.console.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import lightspeed.doctor.CheckResult;
import lightspeed.doctor.HealthChecks;
import org.jspecify.annotations.Nullable;

/// What the health checks found, looked at anew only every two minutes: some of them call
/// Lightspeed, and the overview reads itself anew often.
///
/// **Threads:** safe. One looks, the others get what was found before.
final class LastLook {
  private static final Duration VALID = Duration.ofMinutes(2);

  private final HealthChecks checks;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Found found;

  LastLook(HealthChecks checks, InstantSource clock) {
    this.checks = checks;
    this.clock = clock;
  }

  private record Found(List<CheckResult> results, Instant at) {}

  List<CheckResult> results() throws InterruptedException {
    var known = found;
    if (known != null && (isFresh(known) || looking.isLocked())) {
      return known.results();
    }
    looking.lockInterruptibly();
    try {
      var meanwhile = found;
      if (meanwhile != null && isFresh(meanwhile)) {
        return meanwhile.results();
      }
      var now = new Found(checks.look().results(), clock.instant());
      found = now;
      return now.results();
    } finally {
      looking.unlock();
    }
  }

  private boolean isFresh(Found one) {
    return clock.instant().isBefore(one.at().plus(VALID));
  }
}
