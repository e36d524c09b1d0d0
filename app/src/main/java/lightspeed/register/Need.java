package lightspeed.register;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How fresh a walk must be for what is to be decided with it.
///
/// @param sinceNanos the walk must have begun after this reading of the process's ticker; null: it
///     is enough that it ended lately
public record Need(@Nullable Long sinceNanos) {
  /// The longest that a walk counts for an order that is tried for the first time.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration MARGIN = Duration.ofSeconds(10);

  /// Enough for the first attempt of an order: ended at most one poll interval and 10 s ago, never
  /// more than 5 min.
  public static Need recent() {
    return new Need(null);
  }

  /// For every later attempt: begun after this moment.
  public static Need since(long nanos) {
    return new Need(nanos);
  }

  /// Whether the last walk is good enough.
  ///
  /// @param sinceDisturbance since this process last lost a connection or saw another server
  boolean isMet(WalkState walk, Duration pollInterval, Duration sinceDisturbance, long nowNanos) {
    Duration began = walk.sinceBegan();
    Duration ended = walk.sinceEnded();
    Duration distrusted = walk.sinceDistrusted();
    if (began == null || ended == null || walk.trouble() != null) {
      return false;
    }
    // A clock that was set back makes a walk of the future: it proves nothing.
    if (ended.isNegative() || began.isNegative() || began.compareTo(sinceDisturbance) >= 0) {
      return false;
    }
    if (distrusted != null && began.compareTo(distrusted) >= 0) {
      return false;
    }
    if (sinceNanos != null) {
      return began.toNanos() < nowNanos - sinceNanos;
    }
    Duration longest = pollInterval.plus(MARGIN);
    return ended.compareTo(longest.compareTo(LONGEST) < 0 ? longest : LONGEST) <= 0;
  }
}
