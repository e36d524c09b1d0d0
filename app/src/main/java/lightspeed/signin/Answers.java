package lightspeed.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is answered to those who may not: the same before and behind the filter.
final class Answers {
  private static final int SEE_OTHER = 303;
  private static final String SIGN_IN = SignInPages.SIGN_IN;

  private Answers() {}

  /// Nobody is signed in: to the sign-in page, and from there to what was wanted.
  static void signInFirst(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isPartial(request)) {
      response.setHeader("HX-Redirect", SIGN_IN);
      plain(response, HttpServletResponse.SC_UNAUTHORIZED, "Sign in first.");
    } else if (request.getMethod().equals("GET")) {
      redirect(response, SIGN_IN + "?next=" + encoded(wanted(request)));
    } else {
      plain(response, HttpServletResponse.SC_UNAUTHORIZED, "Sign in first.");
    }
  }

  static void notAllowed(HttpServletResponse response, Right right) throws IOException {
    plain(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        "Your role does not allow this (" + right + "). An admin can change it.");
  }

  static void oldForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (isPartial(request)) {
      response.setHeader("HX-Refresh", "true");
    }
    plain(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        "This form is too old, or your sign-in has ended. Nothing was changed. Go back, load the"
            + " page again and repeat it.");
  }

  static void badRequest(HttpServletResponse response) throws IOException {
    plain(
        response, HttpServletResponse.SC_BAD_REQUEST, "This is not a request that we understand.");
  }

  /// A redirect that never names a host, so no header can lead it astray.
  static void redirect(HttpServletResponse response, String path) {
    response.setStatus(SEE_OTHER);
    response.setHeader("Location", path);
  }

  private static void plain(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isPartial(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  private static String wanted(HttpServletRequest request) {
    @Nullable String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
