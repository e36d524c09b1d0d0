package lightspeed.xseries;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// How long a 429 asks us to wait. Lightspeed sends an HTTP date, which is compared with the
/// answer's own `Date`: the two clocks need not agree with ours.
///
/// **source:** x-series-api.lightspeedhq.com/docs/rate_limiting; the 30 s without a usable value
/// are those of the vendor's own Go library. Read 2026-11.
final class RetryAfter {
  static final Duration WHEN_MISSING = Duration.ofSeconds(30);

  private RetryAfter() {}

  /// How long to wait from when the answer was made.
  ///
  /// @param retryAfter the header: an HTTP date or a number of seconds
  /// @param now our clock, for an answer without a date
  /// @param longest nothing beyond it is believed
  /// @return zero or more
  static Duration of(
      @Nullable String retryAfter, @Nullable String date, Instant now, Duration longest) {
    Duration wait = parse(retryAfter, date, now);
    if (wait == null) {
      wait = WHEN_MISSING;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private static @Nullable Duration parse(
      @Nullable String retryAfter, @Nullable String date, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (text.matches("[+-]?\\d{1,12}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Instant until = httpDate(text);
    if (until == null) {
      return null;
    }
    Instant serverNow = date == null ? null : httpDate(date.strip());
    return Duration.between(serverNow == null ? now : serverNow, until);
  }

  /// Reads an HTTP date; null when it is none.
  static @Nullable Instant httpDate(String text) {
    try {
      return Instant.from(
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.replaceFirst(" UTC$", " GMT")));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
