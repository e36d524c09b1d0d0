package lightspeed.signin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.jspecify.annotations.Nullable;

/// The pages with which people choose a password: with a one-time link, or their own another one.
final class PasswordPages {
  static final String PASSWORD = "/password";
  private static final String TEMPLATE = "signin/choose-password.jte";
  private static final int OK = 200;
  private static final int INVALID = 422;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final String DIFFER = "The two passwords differ.";
  private static final String BUSY = "Too many people sign in right now; try again.";

  private final SetUp setUp;
  private final PasswordCheck check;
  private final CodePages codes;
  private final Users users;
  private final Sessions sessions;
  private final Supplier<List<Network>> proxies;
  private final PageAnswers pages;

  PasswordPages(
      SetUp setUp,
      PasswordCheck check,
      CodePages codes,
      Users users,
      Sessions sessions,
      Supplier<List<Network>> proxies,
      PageAnswers pages) {
    this.setUp = setUp;
    this.check = check;
    this.codes = codes;
    this.users = users;
    this.sessions = sessions;
    this.proxies = proxies;
    this.pages = pages;
  }

  void addTo(RoutesConfig routes) {
    routes.get(SetUpLink.ROOT + "{token}", this::askWithLink, Right.PUBLIC);
    routes.post(SetUpLink.ROOT + "{token}", this::setWithLink, Right.PUBLIC);
    routes.get(PASSWORD, context -> askForOwn(context, OK, null), Right.READ);
    routes.post(PASSWORD, this::setOwn, Right.READ);
  }

  private void askWithLink(Context context) {
    setUp
        .look(context.pathParam("token"))
        .ifPresentOrElse(
            invitation -> askWithLink(context, OK, invitation, "", null), () -> gone(context));
  }

  private void setWithLink(Context context) throws InterruptedException {
    var token = context.pathParam("token");
    var invitation = setUp.look(token);
    if (invitation.isEmpty()) {
      gone(context);
      return;
    }
    var name = SignInPages.field(context, "name").strip();
    var password = SignInPages.field(context, "password");
    if (!password.equals(SignInPages.field(context, "again"))) {
      askWithLink(context, INVALID, invitation.get(), name, DIFFER);
      return;
    }
    try {
      var user = setUp.use(token, name, password, client(context).address());
      codes.afterPassword(context, user, client(context), OwnPath.HOME);
    } catch (SignInException.InvalidInput invalid) {
      askWithLink(context, INVALID, invitation.get(), name, invalid.getMessage());
    } catch (SignInException.NotFound _) {
      gone(context);
    } catch (PasswordHashes.Overloaded _) {
      askWithLink(context, UNAVAILABLE, invitation.get(), name, BUSY);
    }
  }

  private void askWithLink(
      Context context,
      int status,
      SetUp.Invitation invitation,
      String typedName,
      @Nullable String problem) {
    var isFirst = invitation.name().isEmpty();
    pages.show(
        context,
        status,
        TEMPLATE,
        new ChoosePasswordPage(
            isFirst ? "Make yourself the first admin" : "Choose a password",
            SignedIn.csrfToken(context),
            SetUpLink.ROOT + context.pathParam("token"),
            invitation.name().orElse(typedName),
            isFirst,
            false,
            problem));
  }

  private void gone(Context context) {
    pages.show(
        context,
        GONE,
        PageAnswers.MESSAGE,
        new MessagePage(
            "This link does not work any more",
            "It was used, it is too old, or it never was one. Ask an admin for another. The very"
                + " first one is printed by lightspeed-cli serve whenever it starts while there is"
                + " no admin.",
            SignInPages.SIGN_IN,
            "Sign in"));
  }

  private void setOwn(Context context) throws InterruptedException {
    var person = SignedIn.person(context);
    var password = SignInPages.field(context, "password");
    if (!password.equals(SignInPages.field(context, "again"))) {
      askForOwn(context, INVALID, DIFFER);
      return;
    }
    var client = client(context);
    switch (check.look(person.name(), SignInPages.field(context, "old"), client)) {
      case PasswordCheck.Result.Right _ -> changeOwn(context, person, password, client.address());
      case PasswordCheck.Result.Wrong _ ->
          askForOwn(context, INVALID, "This is not your present password.");
      case PasswordCheck.Result.TooManyTries _ ->
          askForOwn(context, TOO_MANY, "Too many attempts. Try again in 15 minutes.");
      case PasswordCheck.Result.Overloaded _ -> askForOwn(context, UNAVAILABLE, BUSY);
    }
  }

  /// All sessions end, and this one begins anew.
  private void changeOwn(Context context, Person person, String password, String address)
      throws InterruptedException {
    try {
      users.setPassword(person.name(), password, new Actor(person.name(), address));
      users.find(person.name()).ifPresent(user -> sessions.begin(context, user, address, null));
      Answers.redirect(context.res(), OwnPath.HOME);
    } catch (SignInException.InvalidInput invalid) {
      askForOwn(context, INVALID, invalid.getMessage());
    }
  }

  private void askForOwn(Context context, int status, @Nullable String problem) {
    pages.show(
        context,
        status,
        TEMPLATE,
        new ChoosePasswordPage(
            "Change your password",
            SignedIn.csrfToken(context),
            PASSWORD,
            SignedIn.person(context).name(),
            false,
            true,
            problem));
  }

  private Client client(Context context) {
    return Client.of(context, proxies.get());
  }
}
