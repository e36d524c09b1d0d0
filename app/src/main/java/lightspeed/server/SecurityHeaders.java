package lightspeed.server;

import io.javalin.http.Context;
import java.util.Map;

/// Headers that keep browsers from doing harm with an answer. The strictest that there are;
/// features with pages set wider ones of their own afterwards.
final class SecurityHeaders {
  static final Map<String, String> FIELDS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Cache-Control", "no-store");

  static final String HTTPS_ONLY = "max-age=31536000; includeSubDomains";

  /// For a page that has our style and nothing else.
  static final String STYLED =
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  static void set(Context context) {
    FIELDS.forEach(context::header);
    if (context.req().isSecure()) {
      context.header("Strict-Transport-Security", HTTPS_ONLY);
    }
  }
}
