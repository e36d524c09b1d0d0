package lightspeed.signin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.config.Network;
import lightspeed.server.ClientAddress;
import org.jspecify.annotations.Nullable;

/// The pages with which people sign in and out.
final class SignInPages {
  static final String SIGN_IN = "/sign-in";
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final PasswordCheck check;
  private final CodePages codes;
  private final Sessions sessions;
  private final Users users;
  private final Supplier<List<Network>> proxies;
  private final PageAnswers pages;

  SignInPages(
      PasswordCheck check,
      CodePages codes,
      Sessions sessions,
      Users users,
      Supplier<List<Network>> proxies,
      PageAnswers pages) {
    this.check = check;
    this.codes = codes;
    this.sessions = sessions;
    this.users = users;
    this.proxies = proxies;
    this.pages = pages;
  }

  void addTo(RoutesConfig routes) {
    routes.get(SIGN_IN, this::ask, Right.PUBLIC);
    routes.post(SIGN_IN, this::signIn, Right.PUBLIC);
    routes.post("/sign-out", this::signOut, Right.PUBLIC);
    routes.post("/sign-out-everywhere", this::signOutEverywhere, Right.READ);
  }

  private void ask(Context context) {
    var next = OwnPath.of(context.queryParam("next"));
    if (SignedIn.find(context).isPresent()) {
      Answers.redirect(context.res(), next);
    } else {
      show(context, OK, next, "", null);
    }
  }

  private void signIn(Context context) throws InterruptedException {
    var name = field(context, "name").strip();
    var next = OwnPath.of(SignedIn.form(context, "next"));
    var client = Client.of(context, proxies.get());
    switch (check.look(name, field(context, "password"), client)) {
      case PasswordCheck.Result.Right right ->
          codes.afterPassword(context, right.user(), client, next);
      case PasswordCheck.Result.Wrong _ ->
          show(context, UNAUTHORIZED, next, name, "Incorrect name or password.");
      case PasswordCheck.Result.TooManyTries blocked -> {
        context.header("Retry-After", Long.toString(Math.max(1, blocked.remaining().toSeconds())));
        show(context, TOO_MANY, next, name, tooMany(blocked.remaining()));
      }
      case PasswordCheck.Result.Overloaded _ ->
          show(context, UNAVAILABLE, next, name, "Too many people sign in right now; try again.");
    }
  }

  static String tooMany(Duration wait) {
    long minutes = Math.max(1, wait.plusSeconds(59).toMinutes());
    return "Too many attempts. Try again in "
        + minutes
        + (minutes == 1 ? " minute" : " minutes")
        + "; until then every sign-in is refused.";
  }

  private void signOut(Context context) {
    SignedIn.find(context)
        .ifPresent(person -> users.signedOut(person.name(), actor(context, person)));
    sessions.end(context);
    Answers.redirect(context.res(), SIGN_IN);
  }

  private void signOutEverywhere(Context context) {
    var person = SignedIn.person(context);
    users.endSessions(person.name(), actor(context, person));
    sessions.end(context);
    Answers.redirect(context.res(), SIGN_IN);
  }

  private Actor actor(Context context, Person person) {
    return new Actor(person.name(), ClientAddress.of(context, proxies.get()).getHostAddress());
  }

  private void show(
      Context context, int status, String next, String name, @Nullable String problem) {
    var page = new SignInPage(SignedIn.csrfToken(context), next, name, problem, users.hasAdmin());
    pages.show(context, status, "signin/sign-in.jte", page);
  }

  static String field(Context context, String name) {
    return Optional.ofNullable(SignedIn.form(context, name)).orElse("");
  }
}
