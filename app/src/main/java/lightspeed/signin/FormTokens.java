package lightspeed.signin;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;
import lightspeed.server.SentBody;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.DeferredCsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/// Where the token of a form is looked for: in its body or a header, never in the address, because
/// addresses are kept in logs and histories.
///
/// A form with a file is read only when it is known that the person may send it, so its token is
/// checked by [RouteGuard] and not by the filter.
final class FormTokens implements CsrfTokenRequestHandler {
  /// The largest file with all that is around it.
  static final long UPLOAD_BYTES = 20L * 1024 * 1024;

  private final CsrfTokenRequestHandler handler = new XorCsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    handler.handle(request, response, token);
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return isInTheAddress(request, token.getParameterName())
        ? null
        : handler.resolveCsrfTokenValue(request, token);
  }

  /// Whether the filter, which stands before all routes, asks this request for a token.
  static boolean isCheckedByTheFilter(HttpServletRequest request) {
    return CsrfFilter.DEFAULT_CSRF_MATCHER.matches(request)
        && !(isUpload(request) && request.getAttribute(SignedIn.PERSON) != null);
  }

  static boolean isUpload(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }

  /// Reads the form with the file, whose content goes to disk, and says whether it is one of ours.
  boolean isOwnUpload(Context context) {
    SentBody.of(context).fileUpTo(UPLOAD_BYTES);
    var deferred = context.req().getAttribute(DeferredCsrfToken.class.getName());
    if (!(deferred instanceof DeferredCsrfToken known)) {
      return false;
    }
    var token = known.get();
    // Javalin reads multipart forms with the limits and the folder that are set for the server.
    var _ = context.formParam(token.getParameterName());
    var sent = resolveCsrfTokenValue(context.req(), token);
    return sent != null && MessageDigest.isEqual(bytes(sent), bytes(token.getToken()));
  }

  private static boolean isInTheAddress(HttpServletRequest request, String name) {
    var query = request.getQueryString();
    return query != null && URLDecoder.decode(query, StandardCharsets.UTF_8).contains(name + "=");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
