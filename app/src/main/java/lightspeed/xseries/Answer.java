package lightspeed.xseries;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A complete HTTP answer, read into memory. Two answers are never compared.
@SuppressWarnings("ArrayRecordComponent")
record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final String LIMIT = "X-RateLimit-Limit";
  private static final String REMAINING = "X-RateLimit-Remaining";

  boolean isGood() {
    return status >= 200 && status <= 299;
  }

  String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /// True when it says it is JSON or does not say what it is.
  boolean mayBeJson() {
    String type = header("Content-Type");
    if (type == null) {
      return true;
    }
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return media.equals("application/json") || media.endsWith("+json");
  }

  @Nullable Integer limit() {
    return count(LIMIT, 1);
  }

  @Nullable Integer remaining() {
    return count(REMAINING, 0);
  }

  private @Nullable Integer count(String header, int atLeast) {
    String text = header(header);
    try {
      int value = text == null ? -1 : Integer.parseInt(text.strip());
      return value < atLeast ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
