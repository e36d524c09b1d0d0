package lightspeed.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is answered to those who may not: the same before and behind the filter.
///
/// **Threads:** safe.
final class Answers {
  private static final int SEE_OTHER = 303;
  private static final String SIGN_IN = SignInPages.SIGN_IN;

  private final PageAnswers pages;

  Answers(PageAnswers pages) {
    this.pages = pages;
  }

  /// Nobody is signed in: to the sign-in page, and from there to what was wanted.
  void signInFirst(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (isPartial(request)) {
      response.setHeader("HX-Redirect", SIGN_IN);
    } else if (request.getMethod().equals("GET")) {
      redirect(response, SIGN_IN + "?next=" + encoded(wanted(request)));
      return;
    }
    show(
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        new MessagePage("Signed out", "Sign in first.", SIGN_IN, "Sign in"));
  }

  void notAllowed(HttpServletResponse response, Right right) throws IOException {
    show(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        new MessagePage(
            "Not allowed",
            "Your role does not allow this (" + right + "). An admin can change it.",
            OwnPath.HOME,
            "To the overview"));
  }

  /// The person's role has to have a second factor, and this person has none yet.
  void secondFactorFirst(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isPartial(request)) {
      response.setHeader("HX-Redirect", RouteGuard.ACCOUNT);
    } else if (request.getMethod().equals("GET")) {
      redirect(response, RouteGuard.ACCOUNT);
      return;
    }
    show(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        new MessagePage(
            "Set a second factor up first",
            "Your role signs in with a second factor here. Nothing was changed.",
            RouteGuard.ACCOUNT,
            "Set it up"));
  }

  void oldForm(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (isPartial(request)) {
      response.setHeader("HX-Refresh", "true");
    }
    show(
        response,
        HttpServletResponse.SC_FORBIDDEN,
        new MessagePage(
            "Nothing was changed",
            "This form is too old, or your sign-in has ended. Go back, load the page again and"
                + " repeat it.",
            OwnPath.HOME,
            "To the overview"));
  }

  void badRequest(HttpServletResponse response) throws IOException {
    show(
        response,
        HttpServletResponse.SC_BAD_REQUEST,
        new MessagePage(
            "Not understood",
            "This is not a request that we understand.",
            OwnPath.HOME,
            "To the overview"));
  }

  /// A redirect that never names a host, so no header can lead it astray.
  static void redirect(HttpServletResponse response, String path) {
    response.setStatus(SEE_OTHER);
    response.setHeader("Location", path);
  }

  /// Also before the place where the headers of all pages are set.
  private void show(HttpServletResponse response, int status, MessagePage page) throws IOException {
    response.setStatus(status);
    response.setContentType(PageAnswers.HTML);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(PageAnswers.POLICY_HEADER, PageAnswers.POLICY);
    response.setHeader("Cache-Control", "no-store");
    response
        .getOutputStream()
        .write(pages.html(PageAnswers.MESSAGE, page).getBytes(StandardCharsets.UTF_8));
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
