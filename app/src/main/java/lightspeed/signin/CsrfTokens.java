package lightspeed.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/// Where the token that proves that a form is ours is kept: in the session of who is signed in, in
/// a cookie of who is not, so that visitors leave no session.
final class CsrfTokens implements CsrfTokenRepository {
  private static final String COOKIE = "lightspeed_csrf";

  private final HttpSessionCsrfTokenRepository inSession = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository inCookie = new CookieCsrfTokenRepository();

  CsrfTokens() {
    inSession.setHeaderName("X-CSRF-TOKEN");
    inCookie.setHeaderName("X-CSRF-TOKEN");
    inCookie.setCookieName(COOKIE);
    inCookie.setCookiePath("/");
    inCookie.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return in(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    in(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return in(request).loadToken(request);
  }

  private CsrfTokenRepository in(HttpServletRequest request) {
    return request.getSession(false) == null ? inCookie : inSession;
  }
}
