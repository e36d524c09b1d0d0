package lightspeed.signin;

import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/// What pages ask about the one who looks at them.
public final class SignedIn {
  static final String PERSON = SignedIn.class.getName() + ".person";

  /// A [KeptSession].
  static final String SESSION = SignedIn.class.getName() + ".session";

  /// A [WebSession] whose second factor is missing.
  static final String PENDING = SignedIn.class.getName() + ".pending";

  static final String TOKEN = SignedIn.class.getName() + ".token";

  private SignedIn() {}

  /// The program that calls the API.
  ///
  /// @throws IllegalStateException outside the API and on its routes of [Right#PUBLIC]
  public static ApiToken token(Context context) {
    var token = (ApiToken) context.req().getAttribute(TOKEN);
    if (token == null) {
      throw new IllegalStateException("no token was asked for at " + context.path());
    }
    return token;
  }

  /// The one who is signed in.
  ///
  /// @throws IllegalStateException when nobody is: on a route of [Right#PUBLIC] only
  public static Person person(Context context) {
    return find(context)
        .orElseThrow(() -> new IllegalStateException("no one is signed in at " + context.path()));
  }

  /// The one who is signed in; empty when nobody is.
  public static Optional<Person> find(Context context) {
    return Optional.ofNullable((Person) context.req().getAttribute(PERSON));
  }

  /// Keeps a text for later requests of the one who is signed in.
  ///
  /// @param value null: forgets it
  public static void keep(Context context, String name, @Nullable String value) {
    session(context).ifPresent(session -> session.keep(name, value));
  }

  /// What [#keep] kept; null when there is nothing.
  public static @Nullable String kept(Context context, String name) {
    return session(context).map(session -> session.kept(name)).orElse(null);
  }

  /// Leaves a sentence for the page that is shown next.
  public static void leave(Context context, SessionNotice notice) {
    keep(context, SessionNotice.NAME, notice.kept());
  }

  /// What [#leave] left, once; null when there is nothing.
  public static @Nullable SessionNotice takeNotice(Context context) {
    var notice = SessionNotice.of(kept(context, SessionNotice.NAME));
    if (notice != null) {
      keep(context, SessionNotice.NAME, null);
    }
    return notice;
  }

  static Optional<KeptSession> session(Context context) {
    return Optional.ofNullable((KeptSession) context.req().getAttribute(SESSION));
  }

  /// What every form must send as its field `_csrf`, and every other change as the header
  /// `X-CSRF-TOKEN`. Differs at each call.
  public static String csrfToken(Context context) {
    var token = (CsrfToken) context.req().getAttribute(CsrfToken.class.getName());
    if (token == null) {
      throw new IllegalStateException("the sign-in filter does not stand before " + context.path());
    }
    return token.getToken();
  }

  /// A field of the form that was sent; null when it is not there. `Context.formParam` finds
  /// nothing, because the filter has read the body by then.
  public static @Nullable String form(Context context, String name) {
    return context.req().getParameter(name);
  }
}
