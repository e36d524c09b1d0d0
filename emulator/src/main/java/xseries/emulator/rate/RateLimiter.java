package xseries.emulator.rate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Counts the calls of each application. Threads: safe.
public final class RateLimiter {
  private static final long CALLS_FOR_EACH_REGISTER = 300;
  private static final long CALLS_FOR_EVERYONE = 50;

  /// Tokens that exist decide the names of buckets, so there are few; this only guards the heap.
  private static final int MAX_BUCKETS = 10_000;

  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  public RateLimiter(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Counts one call of the API.
  public Verdict call(String application) {
    return take(application, limit(), settings.isOn(Switch.RATE_LIMIT));
  }

  /// Counts one call of the token endpoint, which has a limit of its own.
  public Verdict tokenCall(String application) {
    return take("token " + application, settings.number(Switch.TOKEN_CALLS), true);
  }

  public synchronized void reset() {
    buckets.clear();
  }

  private long limit() {
    long fixed = settings.number(Switch.RATE_LIMIT_CALLS);
    return fixed > 0
        ? fixed
        : CALLS_FOR_EACH_REGISTER * settings.number(Switch.REGISTERS) + CALLS_FOR_EVERYONE;
  }

  private synchronized Verdict take(String name, long limit, boolean isLimited) {
    Instant now = clock.instant();
    Duration window = Duration.ofSeconds(settings.number(Switch.WINDOW_SECONDS));
    if (!isLimited) {
      return new Verdict(true, limit, limit, now.plus(window));
    }
    if (buckets.size() >= MAX_BUCKETS) {
      buckets.clear();
    }
    Bucket bucket = buckets.computeIfAbsent(name, _ -> new Bucket());
    return settings.is(Switch.WINDOW_KIND, "sliding")
        ? bucket.takeSliding(now, limit, window, settings.isOn(Switch.REFUSED_CALLS_COUNT))
        : bucket.takeFixed(now, limit, window);
  }
}
