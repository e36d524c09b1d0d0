package lightspeed.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// How much of something is done since it began: a bar with numbers, how fast it goes and how long
/// the rest takes at that pace.
final class ProgressBar {
  private static final int WIDTH = 24;

  /// Before this a pace is a guess.
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final double MILLIS = 1000;

  private final InstantSource clock;
  private final String unit;
  private final Instant start;

  /// Begins now.
  ///
  /// @param unit what is counted, in the plural, such as `orders`
  ProgressBar(InstantSource clock, String unit) {
    this.clock = clock;
    this.unit = unit;
    this.start = clock.instant();
  }

  /// `[######------------------] 10/40 orders, 5.0/s, 6 s left`.
  ///
  /// @param all 0 when nobody knows; then there is neither bar nor rest
  String of(long done, long all) {
    var text = new StringBuilder();
    if (all > 0) {
      int full = Math.toIntExact(Math.min(WIDTH, done * WIDTH / all));
      text.append('[').append("#".repeat(full)).append("-".repeat(WIDTH - full)).append("] ");
    }
    text.append(done).append(all > 0 ? "/" + all : "").append(' ').append(unit);
    var elapsed = Duration.between(start, clock.instant());
    if (done > 0 && elapsed.compareTo(SETTLED) >= 0) {
      double rate = done * MILLIS / elapsed.toMillis();
      text.append(String.format(Locale.ROOT, rate < 10 ? ", %.1f/s" : ", %.0f/s", rate));
      if (all > done) {
        var left = Duration.ofMillis(Math.round((all - done) / rate * MILLIS));
        text.append(", ").append(Words.duration(left)).append(" left");
      }
    }
    return text.toString();
  }
}
