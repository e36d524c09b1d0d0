package lightspeed.retailer;

import java.time.Duration;

/// How long things take when Lightspeed does not answer as it should.
///
/// @param firstProbe from the moment the line goes down to the next probe, default 5 s; doubles
/// @param longestProbe between two probes at most, default 60 s
/// @param longestRetryAfter what the server asks for is followed up to this, default 15 min
/// @param probePatience how long a probe may take before another process makes one, default 45 s:
///     longer than a request's time-out
/// @param firstTrial while sending is held, from one trial to the next, default 60 s; doubles
/// @param longestTrial between two trials at most, default 15 min
/// @param patience how long one order may fail while others are taken or none is sent, before a
///     person must look, default 24 h
public record LineTimes(
    Duration firstProbe,
    Duration longestProbe,
    Duration longestRetryAfter,
    Duration probePatience,
    Duration firstTrial,
    Duration longestTrial,
    Duration patience) {

  public static final LineTimes DEFAULT =
      new LineTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          Duration.ofSeconds(45),
          Duration.ofSeconds(60),
          Duration.ofMinutes(15),
          Duration.ofHours(24));

  /// Less than this and a slow machine makes probes that nobody needs.
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);

  /// All of them so many times shorter, the patience with a probe at least a second.
  public LineTimes shortenedBy(long factor) {
    return new LineTimes(
        firstProbe.dividedBy(factor),
        longestProbe.dividedBy(factor),
        longestRetryAfter.dividedBy(factor),
        probePatience.dividedBy(factor).plus(SHORTEST_PATIENCE),
        firstTrial.dividedBy(factor),
        longestTrial.dividedBy(factor),
        patience.dividedBy(factor));
  }
}
