package lightspeed.signin;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.audit.Refusals;
import lightspeed.config.Network;
import lightspeed.server.ClientAddress;
import lightspeed.server.Problem;
import lightspeed.server.SentBody;
import lightspeed.server.SourceLimit;
import org.jspecify.annotations.Nullable;

/// Asks of each request to the API for a token that may do what the route does. Cookies do not
/// count here, so no page of another site can use them.
///
/// **Threads:** safe.
final class ApiGuard {
  /// Of one token; a loop that went wrong is slowed down, an ERP is not.
  static final int REQUESTS_A_MINUTE = 600;

  /// Of one address without a valid token.
  static final int FAILURES_A_MINUTE = 30;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MAX_SOURCES = 10_000;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final String BEARER = "Bearer ";

  private final ApiTokens tokens;
  private final Refusals refusals;
  private final Supplier<List<Network>> proxies;
  private final SourceLimit requests;
  private final SourceLimit failures;

  ApiGuard(
      ApiTokens tokens,
      Refusals refusals,
      Supplier<List<Network>> proxies,
      LongSupplier nanoTicker) {
    this.tokens = tokens;
    this.refusals = refusals;
    this.proxies = proxies;
    this.requests = new SourceLimit(MAX_SOURCES, nanoTicker);
    this.failures = new SourceLimit(MAX_SOURCES, nanoTicker);
  }

  /// Answers and ends the request when it may not go on.
  void check(Context context, Right right) throws IOException {
    var token = secret(context).flatMap(tokens::find);
    if (token.isEmpty()) {
      note(context, OwnActors.API, "refused.token", null);
      var address = ClientAddress.group(ClientAddress.of(context, proxies.get()));
      var tooMany = failures.refuse(address, FAILURES_A_MINUTE, MINUTE);
      if (tooMany.isPresent()) {
        slowDown(context, tooMany.get());
      } else {
        context.header("WWW-Authenticate", "Bearer");
        refuse(
            context,
            new Problem(
                UNAUTHORIZED,
                "unauthorized",
                "Send a valid token as the header Authorization: Bearer lsi_…; lightspeed-cli"
                    + " token:create makes one."));
      }
      return;
    }
    var tooMany = requests.refuse(Long.toString(token.get().id()), REQUESTS_A_MINUTE, MINUTE);
    if (tooMany.isPresent()) {
      slowDown(context, tooMany.get());
    } else if (!token.get().may(right)) {
      note(context, token.get().actor(), "refused.scope", right);
      refuse(
          context,
          new Problem(
              FORBIDDEN,
              "forbidden",
              "The token " + token.get().name() + " has no scope for this: " + right + "."));
    } else {
      context.req().setAttribute(SignedIn.TOKEN, token.get());
      SentBody.of(context).fromKnown();
    }
  }

  private void note(Context context, String actor, String action, @Nullable Right right) {
    var address = ClientAddress.of(context, proxies.get());
    refusals.note(RouteGuard.refused(context, actor, action, right, address));
  }

  private static void slowDown(Context context, Duration wait) throws IOException {
    context.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    refuse(context, new Problem(TOO_MANY, "too_many_requests", "Slow down; see Retry-After."));
  }

  private static void refuse(Context context, Problem problem) throws IOException {
    problem.write(context.res());
    context.skipRemainingHandlers();
  }

  private static Optional<String> secret(Context context) {
    return Optional.ofNullable(context.header("Authorization"))
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip());
  }
}
