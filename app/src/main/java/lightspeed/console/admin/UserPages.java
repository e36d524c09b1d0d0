package lightspeed.console.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.function.BiConsumer;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.server.Feature;
import lightspeed.server.OwnAddress;
import lightspeed.signin.Actor;
import lightspeed.signin.NeedsConfirmation;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.signin.Role;
import lightspeed.signin.SecondFactors;
import lightspeed.signin.SetUpLink;
import lightspeed.signin.SignedIn;
import lightspeed.signin.Users;
import org.jspecify.annotations.Nullable;

/// The people who may sign in, and what they may do.
///
/// **Threads:** safe.
public final class UserPages implements Feature {
  private static final NeedsConfirmation CONFIRMED = NeedsConfirmation.ALWAYS;

  private final Pages pages;
  private final Users users;
  private final SecondFactors factors;
  private final OwnAddress address;

  /// @param address with which links begin
  public UserPages(Pages pages, Users users, SecondFactors factors, OwnAddress address) {
    this.address = address;
    this.pages = pages;
    this.users = users;
    this.factors = factors;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/users", Right.ADMINISTER, ctx -> show(ctx, null));
    pages.form(config, "/users/create", Right.ADMINISTER, CONFIRMED, _ -> "/users", this::create);
    pages.form(config, "/users/link", Right.ADMINISTER, CONFIRMED, _ -> "/users", this::link);
    pages.change(config, "/users/role", Right.ADMINISTER, CONFIRMED, _ -> "/users", this::role);
    change(config, "/users/disable", " cannot sign in any more.", users::disable);
    change(config, "/users/enable", " may sign in again.", users::enable);
    change(
        config,
        "/users/second-factor",
        " signs in without a second factor until a new one is set up, and is signed out"
            + " everywhere.",
        this::resetSecondFactor);
    change(config, "/users/sign-out", " is signed out everywhere.", users::endSessions);
  }

  private void change(
      JavalinConfig config, String path, String words, BiConsumer<String, Actor> change) {
    pages.change(
        config,
        path,
        Right.ADMINISTER,
        CONFIRMED,
        _ -> "/users",
        (ctx, person) -> {
          var name = Asked.field(ctx, "id");
          change.accept(name, actor(ctx, person));
          return new Done("/users", name + words);
        });
  }

  /// One's own goes away on the page about oneself, where a code is asked for.
  private void resetSecondFactor(String name, Actor actor) {
    if (users.find(name).filter(user -> user.name().equals(actor.name())).isPresent()) {
      throw new IllegalArgumentException(
          "Turn your own second factor off on the page Your account.");
    }
    factors.reset(name, actor);
  }

  private Actor actor(Context ctx, Person person) {
    return new Actor(person.name(), pages.address(ctx));
  }

  private void create(Context ctx) {
    var name = Asked.field(ctx, "name");
    show(ctx, new Link(name, users.create(name, chosen(ctx), actor(ctx, SignedIn.person(ctx)))));
  }

  private void link(Context ctx) {
    var name = Asked.field(ctx, "id");
    show(ctx, new Link(name, users.newLink(name, actor(ctx, SignedIn.person(ctx)))));
  }

  private Done role(Context ctx, Person person) {
    var name = Asked.field(ctx, "id");
    var role = chosen(ctx);
    users.changeRole(name, role, actor(ctx, person));
    return new Done("/users", name + " is " + role.word() + " now.");
  }

  private static Role chosen(Context ctx) {
    return Role.of(Asked.field(ctx, "role"))
        .orElseThrow(() -> new IllegalArgumentException("Choose a role."));
  }

  /// A link that was made, for whom.
  private record Link(String name, SetUpLink link) {}

  /// A link is shown on the answer itself and nowhere else, so that it is kept nowhere.
  private void show(Context ctx, @Nullable Link made) {
    pages.write(
        ctx,
        "console/admin/users.jte",
        new UserPage(
            pages.frame(ctx, "Users", "users"),
            users.list(),
            made == null
                ? null
                : new UserPage.NewLink(
                    made.name(), address.of(ctx) + made.link().path().reveal())));
  }
}
