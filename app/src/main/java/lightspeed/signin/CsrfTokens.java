package lightspeed.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/// The token that proves that a form is ours. Of who is signed in it is made of the session's
/// secret, so it ends with the session and is stored nowhere; of who is not, it is in a cookie, so
/// that visitors leave no session.
final class CsrfTokens implements CsrfTokenRepository {
  private static final String HEADER = "X-CSRF-TOKEN";
  private static final String FIELD = "_csrf";
  private static final SessionCookie COOKIE = new SessionCookie("lightspeed_csrf", "Strict");

  private final Secrets secrets = new Secrets();

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return new DefaultCsrfToken(HEADER, FIELD, secrets.next());
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (token == null) {
      COOKIE.remove(request, response);
    } else {
      COOKIE.write(request, response, token.getToken(), null);
    }
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    var value =
        request.getAttribute(SignedIn.SESSION) == null
            ? COOKIE.read(request)
            : SessionCookie.SESSION.read(request).map(secret -> Secrets.hash("csrf:" + secret));
    return value.map(text -> new DefaultCsrfToken(HEADER, FIELD, text)).orElse(null);
  }
}
