package lightspeed.xseries;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as Lightspeed writes them: with an offset, with `Z`, or bare and meaning UTC; with `T` or
/// a blank; with or without a fraction; in the vendor's own schema even with a third digit of
/// seconds, which is ignored.
///
/// **source:** x-series-api.lightspeedhq.com/docs/dates_and_times, read 2026-11.
final class WireTime {
  private static final Pattern LENIENT =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2}):(\\d{2})\\d?(?:\\.(\\d{1,9})\\d*)?"
              + "\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?)?");
  private static final DateTimeFormatter OFFSET_FORM =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

  /// The year 10000, which has no form here or in the database; an offset leads there.
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private WireTime() {}

  /// Whether it stands for no time: empty, or the database's zero date.
  static boolean isNone(String text) {
    return text.isBlank() || text.strip().startsWith("0000-00-00");
  }

  /// Reads one; null when it is not a time.
  static @Nullable Instant parse(String text) {
    Matcher m = LENIENT.matcher(text.strip());
    if (!m.matches()) {
      return null;
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(m, 1), number(m, 2), number(m, 3), number(m, 4), number(m, 5), number(m, 6));
      Instant instant = local.plusNanos(nanos(m.group(7))).toInstant(offset(m.group(8)));
      return instant.isBefore(END) ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// The form Lightspeed documents for requests, such as `2020-10-20T21:18:11+00:00`.
  static String format(Instant instant) {
    return OFFSET_FORM.format(instant.atOffset(ZoneOffset.UTC)) + "+00:00";
  }

  private static int number(Matcher m, int group) {
    String digits = m.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
  }

  private static ZoneOffset offset(@Nullable String zone) {
    boolean isUtc = zone == null || zone.equals("Z") || zone.equals("UTC");
    return isUtc ? ZoneOffset.UTC : ZoneOffset.of(zone);
  }
}
