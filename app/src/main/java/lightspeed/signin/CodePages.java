package lightspeed.signin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.jspecify.annotations.Nullable;

/// The second step of signing in, for those who have a second factor.
final class CodePages {
  static final String CODE = "/sign-in/code";
  private static final String NEXT = "next";
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;

  private final PasswordCheck check;
  private final SecondFactors factors;
  private final Sessions sessions;
  private final Supplier<List<Network>> proxies;
  private final PageAnswers pages;

  CodePages(
      PasswordCheck check,
      SecondFactors factors,
      Sessions sessions,
      Supplier<List<Network>> proxies,
      PageAnswers pages) {
    this.check = check;
    this.factors = factors;
    this.sessions = sessions;
    this.proxies = proxies;
    this.pages = pages;
  }

  void addTo(RoutesConfig routes) {
    routes.get(CODE, this::ask, Right.PUBLIC);
    routes.post(CODE, this::give, Right.PUBLIC);
  }

  /// Goes on with what remains after name and password: the code, or the page that was wanted.
  void afterPassword(Context context, User user, Client client, String next) {
    if (user.hasSecondFactor()) {
      sessions.beginHalf(context, user, client.address(), Map.of(NEXT, next));
      Answers.redirect(context.res(), CODE);
    } else {
      signedIn(context, user, client, next, null);
    }
  }

  private void signedIn(
      Context context, User user, Client client, String next, @Nullable String more) {
    var told = check.signedIn(user, client).words();
    sessions.begin(context, user, client.address(), told.orElse(more));
    Answers.redirect(context.res(), next);
  }

  private void ask(Context context) {
    if (pending(context) == null) {
      Answers.redirect(context.res(), SignInPages.SIGN_IN);
    } else {
      show(context, OK, null);
    }
  }

  private void give(Context context) {
    var session = pending(context);
    if (session == null) {
      Answers.redirect(context.res(), SignInPages.SIGN_IN);
      return;
    }
    var user = session.user();
    var client = Client.of(context, proxies.get());
    var blocked = check.countCode(user, client);
    if (blocked.isPresent()) {
      show(context, TOO_MANY, SignInPages.tooMany(blocked.get()));
      return;
    }
    SecondFactors.Used used;
    try {
      used = factors.use(user, SignInPages.field(context, "code"));
    } catch (SignInException.Conflict unreadable) {
      show(context, CONFLICT, unreadable.getMessage());
      return;
    }
    if (used == SecondFactors.Used.NONE) {
      check.codeFailed(user, client);
      show(context, UNAUTHORIZED, "This code is wrong or was used. Wait for the next one.");
      return;
    }
    check.codeSucceeded(user, client);
    signedIn(
        context,
        user,
        client,
        OwnPath.of(session.attributes().get(NEXT)),
        used == SecondFactors.Used.RECOVERY
            ? "You signed in with a recovery code; "
                + factors.recoveryCodesLeft(user.person())
                + " are left."
            : null);
  }

  private static @Nullable WebSession pending(Context context) {
    return (WebSession) context.req().getAttribute(SignedIn.PENDING);
  }

  private void show(Context context, int status, @Nullable String problem) {
    pages.show(
        context, status, "signin/code.jte", new CodePage(SignedIn.csrfToken(context), problem));
  }
}
