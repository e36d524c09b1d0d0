package lightspeed.server;

import io.javalin.http.Context;

/// Headers that keep browsers from doing harm with an answer. The strictest that there are;
/// features with pages set wider ones of their own afterwards.
final class SecurityHeaders {
  private SecurityHeaders() {}

  static void set(Context context) {
    context
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("Cache-Control", "no-store");
    if (context.req().isSecure()) {
      context.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
  }
}
