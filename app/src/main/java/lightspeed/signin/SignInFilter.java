package lightspeed.signin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import lightspeed.server.Problem;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.csrf.CsrfFilter;

/// Stands before every page: refuses ambiguous requests, finds out who is signed in, and lets a
/// change pass only with the token of one of our own forms. Built of Spring Security's filters
/// without its configuration, which would cost a second at each start.
///
/// The API knows no sessions, so there only the first of the three happens.
final class SignInFilter implements Filter {
  private final OpenPaths open;
  private final FilterChainProxy chain;

  /// @param refused is told of a form without a token of ours
  SignInFilter(
      OpenPaths open, Sessions sessions, Answers answers, Consumer<HttpServletRequest> refused) {
    this.open = open;
    var csrf = new CsrfFilter(new CsrfTokens());
    csrf.setRequestHandler(new FormTokens());
    csrf.setRequireCsrfProtectionMatcher(FormTokens::isCheckedByTheFilter);
    csrf.setAccessDeniedHandler(
        (request, response, _) -> {
          refused.accept(request);
          answers.oldForm(request, response);
        });
    this.chain =
        new FilterChainProxy(
            List.of(
                new DefaultSecurityFilterChain(SignInFilter::isApi, List.of()),
                new DefaultSecurityFilterChain(
                    _ -> true, List.of(new FindPerson(sessions), new KnownSender(), csrf))));
    chain.setRequestRejectedHandler(
        (request, response, _) -> {
          if (isApi(request)) {
            new Problem(400, "bad_request", "This is not a request that we understand.")
                .write(response);
          } else {
            answers.badRequest(response);
          }
        });
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain next)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http && open.contains(http.getRequestURI())) {
      next.doFilter(request, response);
    } else {
      chain.doFilter(request, response, next);
    }
  }

  private static boolean isApi(HttpServletRequest request) {
    return request.getRequestURI().startsWith(RouteGuard.API);
  }

  /// Puts who is signed in where [SignedIn] finds it. Of a session whose second factor is missing
  /// only that it is there.
  private record FindPerson(Sessions sessions) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain next)
        throws IOException, ServletException {
      var found = sessions.find((HttpServletRequest) request);
      if (found.isPresent() && found.get().isComplete()) {
        request.setAttribute(SignedIn.SESSION, new KeptSession(sessions, found.get()));
        request.setAttribute(SignedIn.PERSON, found.get().user().person());
      } else {
        found.ifPresent(pending -> request.setAttribute(SignedIn.PENDING, pending));
      }
      next.doFilter(request, response);
    }
  }
}
