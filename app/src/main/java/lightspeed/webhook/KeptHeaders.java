package lightspeed.webhook;

import io.javalin.http.Context;
import java.util.Locale;
import lightspeed.json.Json;

/// The headers of a delivery as they are kept beside it: few, short, and without what lets anyone
/// in.
final class KeptHeaders {
  private static final int MAX_HEADERS = 40;
  private static final int MAX_VALUE = 400;

  private KeptHeaders() {}

  /// A JSON object with names in lower case.
  static String of(Context context) {
    var kept = Json.untrusted().createObjectNode();
    context
        .headerMap()
        .forEach(
            (name, value) -> {
              var lower = name.toLowerCase(Locale.ROOT);
              boolean isCredential = lower.equals("authorization") || lower.contains("cookie");
              if (!isCredential && kept.size() < MAX_HEADERS) {
                kept.put(
                    lower, value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE));
              }
            });
    return kept.toString();
  }
}
