package lightspeed.signin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import lightspeed.server.SentBody;

/// Lets people who are signed in send larger forms than strangers. Stands behind the filter that
/// finds the person and before the first one that reads the form.
record KnownSender() implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain next)
      throws IOException, ServletException {
    if (request.getAttribute(SignedIn.PERSON) != null) {
      SentBody.of(request).fromKnown();
    }
    next.doFilter(request, response);
  }
}
