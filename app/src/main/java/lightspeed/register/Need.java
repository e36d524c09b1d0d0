package lightspeed.register;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How fresh a walk must be for what is to be decided with it.
///
/// @param afterWalk the walk must have a higher number than this one; null: it is enough that it
///     ended lately
public record Need(@Nullable Long afterWalk) {
  /// The longest that a walk counts for an order that is tried for the first time.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration MARGIN = Duration.ofSeconds(10);

  /// Enough for the first attempt of an order: ended at most one poll interval and 10 s ago, never
  /// more than 5 min.
  public static Need recent() {
    return new Need(null);
  }

  /// For every later attempt: begun after that walk was the last to begin. No clock is asked: how
  /// long it takes to look must not make a walk that has just ended seem too old.
  static Need after(long walk) {
    return new Need(walk);
  }

  /// Whether the last walk is good enough.
  ///
  /// @param sinceDisturbance since this process last lost a connection or saw another server
  boolean isMet(WalkState walk, Duration pollInterval, Duration sinceDisturbance) {
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
    if (afterWalk != null) {
      return walk.ended() > afterWalk;
    }
    Duration longest = pollInterval.plus(MARGIN);
    return ended.compareTo(longest.compareTo(LONGEST) < 0 ? longest : LONGEST) <= 0;
  }
}
