package lightspeed.signin;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Begins, finds and ends sessions. A session begins when a person signs in, under 256 random bits
/// that only the cookie has, so visitors leave no row. Nothing is kept in memory: sessions survive
/// a restart and every server sees them. Role, being disabled, signing out everywhere and the
/// limits are read at each request, so they hold at once.
///
/// **Threads:** safe.
final class Sessions {
  /// The time of the last request is written this often, not at each request.
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  /// To look for an authenticator app and to type its code.
  private static final Duration SECOND_FACTOR_WITHIN = Duration.ofMinutes(10);

  private static final int MAX_AGENT = 255;

  private final Database database;
  private final Supplier<SessionLimits> limits;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  Sessions(Database database, Supplier<SessionLimits> limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  /// Begins a session of `user` under a new id; whatever the request had before is over. The
  /// browser is known from now on.
  ///
  /// @param notice for the first page, null when there is nothing to tell
  void begin(Context context, User user, String address, @Nullable String notice) {
    var device = KnownDevices.COOKIE.read(context.req()).orElseGet(secrets::next);
    database.useTransaction(
        handle -> KnownDevices.remember(handle, device, user.id(), clock.instant()));
    KnownDevices.COOKIE.write(
        context.req(), context.res(), device, KnownDevices.KNOWN_FOR.toSeconds());
    start(
        context,
        user,
        true,
        address,
        notice == null
            ? Map.of()
            : Map.of(SessionNotice.NAME, new SessionNotice(notice, true).kept()));
  }

  /// As [#begin], but good for nothing but to give the second factor.
  ///
  /// @param attributes for the step that follows
  void beginHalf(Context context, User user, String address, Map<String, String> attributes) {
    start(context, user, false, address, attributes);
  }

  private void start(
      Context context,
      User user,
      boolean isComplete,
      String address,
      Map<String, String> attributes) {
    var token = secrets.next();
    var now = clock.instant();
    var within = limits.get();
    var begun = new SessionStore.Begun(user, isComplete, address, agent(context), attributes, now);
    database.useTransaction(
        handle -> {
          deleteOf(handle, context.req());
          SessionStore.deleteOld(handle, now.minus(within.idle()), now.minus(within.longest()));
          SessionStore.insert(handle, Secrets.hash(token), begun);
        });
    SessionCookie.SESSION.write(context.req(), context.res(), token, null);
  }

  void end(Context context) {
    database.useTransaction(handle -> deleteOf(handle, context.req()));
    SessionCookie.SESSION.remove(context.req(), context.res());
  }

  /// Ends one of a person.
  ///
  /// @return false when it is not there, or of another person
  boolean end(long id, UserId user) {
    return database.inTransaction(handle -> SessionStore.delete(handle, id, user));
  }

  /// The session that the cookie names; empty when there is none, or none that counts any more,
  /// which is ended then.
  Optional<WebSession> find(HttpServletRequest request) {
    var token = SessionCookie.SESSION.read(request);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    var hash = Secrets.hash(token.get());
    var found = database.read(handle -> SessionStore.find(handle, hash));
    var now = clock.instant();
    if (found.isEmpty() || !counts(found.get(), now)) {
      database.useTransaction(handle -> SessionStore.delete(handle, hash));
      return Optional.empty();
    }
    var session = found.get();
    if (!now.isBefore(session.seenAt().plus(SEEN_EVERY))) {
      database.useTransaction(handle -> SessionStore.seen(handle, session.id(), now));
    }
    return found;
  }

  private boolean counts(WebSession session, Instant now) {
    return session.countsAt(now, limits.get())
        && (session.isComplete() || now.isBefore(session.beganAt().plus(SECOND_FACTOR_WITHIN)));
  }

  /// Keeps texts for later requests of the session.
  void keep(WebSession session, Map<String, String> attributes) {
    database.useTransaction(handle -> SessionStore.keep(handle, session.id(), attributes));
  }

  /// The person has just proved again who they are.
  void confirmed(WebSession session) {
    database.useTransaction(
        handle -> SessionStore.confirmed(handle, session.id(), clock.instant()));
  }

  /// All of a person that count, the latest first.
  List<OwnSession> of(UserId user) {
    var now = clock.instant();
    var within = limits.get();
    return database.read(
        handle ->
            SessionStore.of(handle, user, now.minus(within.idle()), now.minus(within.longest())));
  }

  private static void deleteOf(Handle handle, HttpServletRequest request) {
    SessionCookie.SESSION
        .read(request)
        .ifPresent(token -> SessionStore.delete(handle, Secrets.hash(token)));
  }

  private static @Nullable String agent(Context context) {
    var agent = context.userAgent();
    return agent == null || agent.length() <= MAX_AGENT ? agent : agent.substring(0, MAX_AGENT);
  }
}
