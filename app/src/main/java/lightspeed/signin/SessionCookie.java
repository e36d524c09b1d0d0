package lightspeed.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cookie for servers only (http-only) and for this host only. Over https it is `__Host-…`, which
/// browsers take from nobody but this host over https; the plain name does not count there. Without
/// https, on one machine, browsers refuse that prefix.
///
/// @param name without a prefix
/// @param sameSite which requests of other sites carry it: `Lax` plain links, `Strict` none
record SessionCookie(String name, String sameSite) {
  static final SessionCookie SESSION = new SessionCookie("lightspeed_session", "Lax");

  String nameFor(HttpServletRequest request) {
    return (request.isSecure() ? "__Host-" : "") + name;
  }

  Optional<String> read(HttpServletRequest request) {
    var wanted = nameFor(request);
    if (request.getCookies() != null) {
      for (var cookie : request.getCookies()) {
        if (cookie.getName().equals(wanted) && !cookie.getValue().isEmpty()) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /// @param seconds null: until the browser ends
  void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String value,
      @Nullable Long seconds) {
    response.addHeader(
        "Set-Cookie",
        nameFor(request)
            + "="
            + value
            + "; Path=/; HttpOnly; SameSite="
            + sameSite
            + (request.isSecure() ? "; Secure" : "")
            + (seconds == null ? "" : "; Max-Age=" + seconds));
  }

  void remove(HttpServletRequest request, HttpServletResponse response) {
    write(request, response, "", 0L);
  }
}
