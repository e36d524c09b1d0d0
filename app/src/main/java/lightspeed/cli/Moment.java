package lightspeed.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// A point in time as people type it: `30m`, `24h` or `7d` ago, a day or an ISO time, in UTC.
final class Moment {
  private Moment() {}

  /// @throws UsageError when it is none of these
  static Instant read(String text, Instant now) {
    if (text.matches("[0-9]{1,6}[smhd]")) {
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return now.minus(
          switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw new UsageError(
          "\"" + text + "\" is no time. Write 30m, 24h, 7d, 2026-11-22 or 2026-11-22T10:00:00Z.",
          null);
    }
  }
}
