package lightspeed.signin;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.jspecify.annotations.Nullable;

/// Asks for the password again before a change that [NeedsConfirmation]. What was typed into the
/// form is sent again with the password, so nothing is lost and no script is needed.
///
/// **Threads:** safe.
final class Confirmation {
  /// Long enough to add a few people after signing in.
  static final Duration COUNTS_FOR = Duration.ofMinutes(15);

  private static final String PASSWORD = "confirm_password";
  private static final Set<String> NOT_KEPT = Set.of(PASSWORD, "_csrf");
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final PasswordCheck check;
  private final Sessions sessions;
  private final Supplier<List<Network>> proxies;
  private final PageAnswers pages;
  private final InstantSource clock;

  Confirmation(
      PasswordCheck check,
      Sessions sessions,
      Supplier<List<Network>> proxies,
      PageAnswers pages,
      InstantSource clock) {
    this.check = check;
    this.sessions = sessions;
    this.proxies = proxies;
    this.pages = pages;
    this.clock = clock;
  }

  /// Answers and ends the request when the person has to confirm first.
  void check(Context context) throws InterruptedException {
    var session = SignedIn.session(context).orElseThrow().session();
    if (!isAsked(context) || clock.instant().isBefore(session.confirmedAt().plus(COUNTS_FOR))) {
      return;
    }
    var password = SignedIn.form(context, PASSWORD);
    if (password == null) {
      ask(context, FORBIDDEN, null);
      return;
    }
    var client = Client.of(context, proxies.get());
    switch (check.look(session.user().name(), password, client)) {
      case PasswordCheck.Result.Right right -> {
        sessions.confirmed(session);
        check.confirmed(right.user(), client);
      }
      case PasswordCheck.Result.Wrong _ -> ask(context, FORBIDDEN, "This is not your password.");
      case PasswordCheck.Result.TooManyTries _ ->
          ask(context, TOO_MANY, "Too many attempts. Wait a quarter of an hour.");
      case PasswordCheck.Result.Overloaded _ ->
          ask(context, UNAVAILABLE, "Too many people sign in right now; try again.");
    }
  }

  private static boolean isAsked(Context context) {
    return context.routeRoles().stream()
        .anyMatch(role -> role instanceof NeedsConfirmation needed && needed.when().test(context));
  }

  private void ask(Context context, int status, @Nullable String problem) {
    var fields = new ArrayList<ConfirmPage.Field>();
    context
        .req()
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!NOT_KEPT.contains(name)) {
                for (var value : values) {
                  fields.add(new ConfirmPage.Field(name, value));
                }
              }
            });
    pages.show(
        context,
        status,
        "signin/confirm.jte",
        new ConfirmPage(
            SignedIn.csrfToken(context),
            SignedIn.person(context).name(),
            context.path(),
            fields,
            problem));
    context.skipRemainingHandlers();
  }
}
