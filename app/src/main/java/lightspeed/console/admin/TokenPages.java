package lightspeed.console.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.EnumSet;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.server.Feature;
import lightspeed.signin.Actor;
import lightspeed.signin.ApiTokens;
import lightspeed.signin.NeedsConfirmation;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.signin.Scope;
import lightspeed.signin.SignedIn;
import org.jspecify.annotations.Nullable;

/// The tokens of programs.
///
/// **Threads:** safe.
public final class TokenPages implements Feature {
  private static final int MOST_DAYS = 3650;

  private final Pages pages;
  private final ApiTokens tokens;

  public TokenPages(Pages pages, ApiTokens tokens) {
    this.pages = pages;
    this.tokens = tokens;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/tokens", Right.ADMINISTER, ctx -> show(ctx, null));
    pages.form(
        config,
        "/tokens/create",
        Right.ADMINISTER,
        NeedsConfirmation.ALWAYS,
        _ -> "/tokens",
        this::create);
    pages.change(config, "/tokens/revoke", Right.ADMINISTER, _ -> "/tokens", this::revoke);
  }

  private void create(Context ctx) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var name : Asked.fields(ctx, "scope")) {
      var scope = Asked.constant(name, Scope.class);
      if (scope != null) {
        scopes.add(scope);
      }
    }
    var person = SignedIn.person(ctx);
    var made =
        tokens.create(
            Asked.field(ctx, "name"),
            scopes,
            lives(ctx),
            new Actor(person.name(), pages.address(ctx)));
    show(ctx, made.secret().reveal());
  }

  private static @Nullable Duration lives(Context ctx) {
    if (Asked.field(ctx, "days").isEmpty()) {
      return null;
    }
    long days = Asked.fieldNumber(ctx, "days");
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("A token lives 1 to " + MOST_DAYS + " days.");
    }
    return Duration.ofDays(days);
  }

  private Done revoke(Context ctx, Person person) {
    var name = Asked.field(ctx, "id");
    tokens.revoke(name, new Actor(person.name(), pages.address(ctx)));
    return new Done("/tokens", name + " is refused from now on.");
  }

  private void show(Context ctx, @Nullable String secret) {
    pages.write(
        ctx,
        "console/admin/tokens.jte",
        new TokenPage(pages.frame(ctx, "Tokens", "tokens"), tokens.list(), secret));
  }
}
