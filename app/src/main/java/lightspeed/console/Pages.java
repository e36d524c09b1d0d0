package lightspeed.console;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditTrail;
import lightspeed.config.Network;
import lightspeed.server.ClientAddress;
import lightspeed.signin.NeedsConfirmation;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.signin.SessionNotice;
import lightspeed.signin.SignedIn;
import org.jspecify.annotations.Nullable;

/// Registers pages and changes, and writes pages. A page is read with GET and changes nothing; a
/// change is a POST that ends with a redirect to a page, so that reading it anew repeats nothing.
///
/// **Threads:** safe.
public final class Pages {
  /// All there is comes from this server; nothing runs that stands in a page.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final String THEME = "theme";
  private static final Set<String> THEMES = Set.of("light", "dark");
  private static final List<String> NOTED_FIELDS =
      List.of("id", "public_id", "key", "sku", "status", "type", "reason", "consignment");
  private static final int THEME_SECONDS = 365 * 24 * 3600;

  private final TemplateEngine templates;
  private final AuditTrail audit;
  private final String version;
  private final Supplier<List<Network>> proxies;

  /// @param proxies whose word about the client's address counts, at the moment
  public Pages(
      TemplateEngine templates, AuditTrail audit, String version, Supplier<List<Network>> proxies) {
    this.templates = templates;
    this.audit = audit;
    this.version = version;
    this.proxies = proxies;
  }

  /// Reads what a page shows.
  @FunctionalInterface
  public interface Reader {
    /// Writes the answer.
    void show(Context ctx) throws Exception;
  }

  /// Does what a person asked for.
  @FunctionalInterface
  public interface Change {
    /// Returns what it led to.
    Done make(Context ctx, Person person) throws Exception;
  }

  /// A page at `path`. What the services refuse becomes a page that says so.
  public void page(JavalinConfig config, String path, Right right, Reader reader) {
    config.routes.get(
        path,
        ctx -> {
          try {
            reader.show(ctx);
          } catch (Exception thrown) {
            refuse(ctx, thrown);
          }
        },
        right);
  }

  /// A change at `path`. What the services refuse is told on the page `back`.
  ///
  /// @param back the page to return to, from the form
  public void change(
      JavalinConfig config,
      String path,
      Right right,
      Function<Context, String> back,
      Change change) {
    change(config, path, right, NeedsConfirmation.NEVER, back, change);
  }

  /// As [#change(JavalinConfig, String, Right, Function, Change)], for changes before which the
  /// person proves again who they are.
  public void change(
      JavalinConfig config,
      String path,
      Right right,
      NeedsConfirmation confirmation,
      Function<Context, String> back,
      Change change) {
    config.routes.post(
        path,
        ctx -> {
          Person person = SignedIn.person(ctx);
          audit.note(person.name(), action(path), asked(ctx), address(ctx));
          try {
            Done done = change.make(ctx, person);
            leave(ctx, Notice.done(done.words()));
            go(ctx, done.page());
          } catch (Exception thrown) {
            goBack(ctx, back, thrown);
          }
        },
        right,
        confirmation);
  }

  /// A change at `path` that answers with a page of its own, because what it shows may be shown
  /// only once, or stands beside what was typed. What it does not tell itself of what the services
  /// refuse is told on the page `back`.
  public void form(
      JavalinConfig config,
      String path,
      Right right,
      Function<Context, String> back,
      Reader answer) {
    form(config, path, right, NeedsConfirmation.NEVER, back, answer);
  }

  /// As [#form(JavalinConfig, String, Right, Function, Reader)], for changes before which the
  /// person proves again who they are.
  public void form(
      JavalinConfig config,
      String path,
      Right right,
      NeedsConfirmation confirmation,
      Function<Context, String> back,
      Reader answer) {
    config.routes.post(
        path,
        ctx -> {
          audit.note(SignedIn.person(ctx).name(), action(path), asked(ctx), address(ctx));
          try {
            answer.show(ctx);
          } catch (Exception thrown) {
            goBack(ctx, back, thrown);
          }
        },
        right,
        confirmation);
  }

  /// From where a request comes, for the audit log.
  public String address(Context ctx) {
    return ClientAddress.of(ctx, proxies.get()).getHostAddress();
  }

  private static String action(String path) {
    return "console" + path.replace('/', '.');
  }

  private static void goBack(Context ctx, Function<Context, String> back, Exception thrown)
      throws Exception {
    var refusal = Refusals.of(thrown);
    if (refusal.isEmpty()) {
      throw thrown;
    }
    leave(ctx, Notice.refused(refusal.get().words()));
    go(ctx, back.apply(ctx));
  }

  /// What surrounds this page.
  ///
  /// @param section its entry in the menu
  public Frame frame(Context ctx, String title, String section) {
    String query = ctx.queryString();
    return new Frame(
        title,
        section,
        ctx.path() + (query == null ? "" : "?" + query),
        SignedIn.person(ctx),
        SignedIn.csrfToken(ctx),
        taken(ctx),
        theme(ctx),
        version);
  }

  /// Writes a page.
  ///
  /// @param template its file below `jte`
  /// @param page what the template takes
  public void write(Context ctx, String template, Object page) {
    var html = new StringOutput();
    templates.render(template, page, html);
    ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .contentType("text/html; charset=utf-8")
        .result(html.toString());
  }

  /// Light or dark, kept in a cookie.
  void chooseTheme(Context ctx) {
    String asked = Asked.field(ctx, THEME);
    if (THEMES.contains(asked)) {
      var cookie = new Cookie(THEME, asked);
      cookie.setMaxAge(THEME_SECONDS);
      cookie.setHttpOnly(true);
      cookie.setSameSite(SameSite.LAX);
      cookie.setPath("/");
      ctx.cookie(cookie);
    }
    String back = Asked.field(ctx, "back");
    go(ctx, isOwnPath(back) ? back : "/");
  }

  /// Never a page of someone else.
  static boolean isOwnPath(String path) {
    return path.startsWith("/")
        && !path.startsWith("//")
        && path.chars().noneMatch(c -> c == '\\' || c < ' ' || c > '~');
  }

  private void refuse(Context ctx, Exception thrown) throws Exception {
    var refusal = Refusals.of(thrown);
    if (refusal.isEmpty()) {
      throw thrown;
    }
    ctx.status(refusal.get().status());
    write(
        ctx,
        "console/refused.jte",
        new RefusedPage(frame(ctx, "Not possible", ""), refusal.get().words()));
  }

  private static void go(Context ctx, String page) {
    ctx.redirect(page, HttpStatus.SEE_OTHER);
  }

  /// Leaves a sentence for the page that is shown next.
  public void tell(Context ctx, String words) {
    leave(ctx, Notice.done(words));
  }

  private static void leave(Context ctx, Notice notice) {
    SignedIn.leave(ctx, new SessionNotice(notice.text(), notice.isError()));
  }

  /// Parts of a page that read themselves anew leave the notice to the page.
  private static @Nullable Notice taken(Context ctx) {
    var notice = ctx.header("HX-Request") == null ? SignedIn.takeNotice(ctx) : null;
    return notice == null ? null : new Notice(notice.text(), notice.isError());
  }

  private static String theme(Context ctx) {
    String theme = ctx.cookie(THEME);
    return theme != null && THEMES.contains(theme) ? theme : "auto";
  }

  /// Which thing the change is about: the ids of the form, never other fields. What is in a form
  /// many times, such as the SKUs of lines, is not what it is about.
  private static String asked(Context ctx) {
    var details = new AuditDetails();
    if (ctx.path().startsWith("/users/")) {
      return details.json(); // Their id is a name; the entry of the change itself has the number.
    }
    for (String name : NOTED_FIELDS) {
      List<String> values = Asked.fields(ctx, name);
      if (values.size() == 1 && !values.getFirst().isBlank()) {
        details.with(name, values.getFirst().strip());
      }
    }
    return details.json();
  }
}
