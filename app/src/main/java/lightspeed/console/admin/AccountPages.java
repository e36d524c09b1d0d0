package lightspeed.console.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.server.Feature;
import lightspeed.signin.Actor;
import lightspeed.signin.NeedsConfirmation;
import lightspeed.signin.OwnAccount;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;

/// The page about oneself: where one is signed in, and the second factor.
///
/// **Threads:** safe.
public final class AccountPages implements Feature {
  private static final String ACCOUNT = "/account";
  private static final NeedsConfirmation CONFIRMED = NeedsConfirmation.ALWAYS;

  private final Pages pages;
  private final OwnAccount account;

  public AccountPages(Pages pages, OwnAccount account) {
    this.pages = pages;
    this.account = account;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, ACCOUNT, Right.READ, ctx -> show(ctx, List.of()));
    change(config, "/account/sessions/end", NeedsConfirmation.NEVER, this::end);
    change(config, "/account/sessions/end-others", NeedsConfirmation.NEVER, this::endOthers);
    change(config, "/account/second-factor/begin", CONFIRMED, this::begin);
    change(config, "/account/second-factor/remove", CONFIRMED, this::remove);
    form(config, "/account/second-factor/confirm", NeedsConfirmation.NEVER, this::confirm);
    form(config, "/account/recovery-codes", CONFIRMED, this::newCodes);
  }

  private void change(
      JavalinConfig config, String path, NeedsConfirmation confirmation, Pages.Change change) {
    pages.change(config, path, Right.READ, confirmation, _ -> ACCOUNT, change);
  }

  private void form(
      JavalinConfig config, String path, NeedsConfirmation confirmation, Pages.Reader answer) {
    pages.form(config, path, Right.READ, confirmation, _ -> ACCOUNT, answer);
  }

  private Done end(Context ctx, Person person) {
    account.end(ctx, Asked.fieldNumber(ctx, "id"));
    return new Done(ACCOUNT, "The session has ended.");
  }

  private Done endOthers(Context ctx, Person person) {
    account.endOthers(ctx);
    return new Done(ACCOUNT, "You are signed in here only.");
  }

  private Done begin(Context ctx, Person person) {
    account.begin(ctx);
    return new Done(ACCOUNT, "Add the account to your app, then type the code that it shows.");
  }

  private Done remove(Context ctx, Person person) {
    account.factors().remove(person, Asked.field(ctx, "code"), actor(ctx, person));
    return new Done(ACCOUNT, "You sign in with your password alone from now on.");
  }

  private void confirm(Context ctx) {
    var person = SignedIn.person(ctx);
    show(ctx, account.confirm(ctx, Asked.field(ctx, "code"), actor(ctx, person)));
  }

  private void newCodes(Context ctx) {
    var person = SignedIn.person(ctx);
    show(ctx, account.factors().newRecoveryCodes(person, actor(ctx, person)));
  }

  private Actor actor(Context ctx, Person person) {
    return new Actor(person.name(), pages.address(ctx));
  }

  /// Recovery codes are shown on the answer itself and nowhere else, so that they are kept nowhere.
  private void show(Context ctx, List<String> codes) {
    var person = SignedIn.person(ctx);
    pages.write(
        ctx,
        "console/admin/account.jte",
        new AccountPage(
            pages.frame(ctx, "Your account", "account"),
            account.sessions(ctx),
            account.present(ctx),
            !codes.isEmpty() || account.hasSecondFactor(ctx),
            account.factors().isDemandedOf(person.role()),
            account.factors().recoveryCodesLeft(person),
            account.offer(ctx),
            codes));
  }
}
