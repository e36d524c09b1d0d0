package lightspeed.webhook;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import lightspeed.json.Json;

/// The headers of a delivery as they are kept beside it: few, short, and without what lets anyone
/// in. Proxies write the address that was called into headers of many names, and our address has a
/// secret in it: a value in which it stands is not kept, whatever the header is called.
final class KeptHeaders {
  private static final int MAX_HEADERS = 40;
  private static final int MAX_VALUE = 400;
  private static final String HIDDEN = "(not kept: our address)";

  /// How often an address may have been encoded on its way.
  private static final int ENCODINGS = 3;

  private KeptHeaders() {}

  /// A JSON object with names in lower case.
  ///
  /// @param address the path of our addresses
  /// @param secrets what must not be kept
  static String of(Context context, String address, List<String> secrets) {
    var kept = Json.untrusted().createObjectNode();
    context
        .headerMap()
        .forEach(
            (name, value) -> {
              var lower = name.toLowerCase(Locale.ROOT);
              boolean isCredential = lower.equals("authorization") || lower.contains("cookie");
              if (!isCredential && kept.size() < MAX_HEADERS) {
                kept.put(lower, isOurAddress(value, address, secrets) ? HIDDEN : shortened(value));
              }
            });
    return kept.toString();
  }

  private static boolean isOurAddress(String value, String address, List<String> secrets) {
    var text = value;
    for (int n = 0; n <= ENCODINGS; n++) {
      if (text.contains(address + "/") || secrets.stream().anyMatch(text::contains)) {
        return true;
      }
      text = decoded(text);
    }
    return false;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return text;
    }
  }

  private static String shortened(String value) {
    return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
  }
}
