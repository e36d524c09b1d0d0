package lightspeed.job;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// How often and after which delays a job is tried again.
///
/// @param tries in total, 1 or more, default 3
/// @param delays after the first try, the second and so on; the last one repeats; default 60, 300
///     and 900 s
/// @param jitter the part of a delay by which it is made longer or shorter at random, 0 to 1,
///     default 0.1: jobs that failed together do not come back together
public record RetryPolicy(int tries, List<Duration> delays, double jitter) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          3,
          List.of(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(900)),
          0.1);

  public RetryPolicy {
    delays = List.copyOf(delays);
    if (tries < 1) {
      throw new IllegalArgumentException("There is at least one try, not " + tries + ".");
    }
    if (delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("Delays are zero or more, at least one: " + delays);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("Jitter is 0 to 1, not " + jitter + ".");
    }
  }

  /// How long to wait after try number `attempt`, from 1.
  Duration delayAfter(int attempt, RandomGenerator random) {
    Duration delay = delays.get(Math.clamp(attempt - 1L, 0, delays.size() - 1));
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofNanos(Math.round(delay.toNanos() * factor));
  }
}
