package xseries.emulator.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Instants as HTTP writes them (RFC 9110 5.6.7, the fixed-length form of RFC 1123).
public final class HttpDate {
  // The JDK's own RFC_1123_DATE_TIME writes one-digit days, which strict clients refuse.
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  public static String of(Instant instant) {
    return FORM.format(instant);
  }
}
