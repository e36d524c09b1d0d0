package lightspeed.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.db.Database;

/// Which person a session belongs to. Role, being disabled and signing out everywhere are read from
/// the database at each request, so they hold at once.
///
/// **Threads:** safe.
final class Sessions {
  private static final String USER = "user";
  private static final String EPOCH = "epoch";
  private static final String SINCE = "since";

  private final Database database;
  private final Supplier<SessionLimits> limits;
  private final InstantSource clock;

  Sessions(Database database, Supplier<SessionLimits> limits, InstantSource clock) {
    this.database = database;
    this.limits = limits;
    this.clock = clock;
  }

  /// Begins a session of `user` under a new id; whatever the request had before is over.
  void begin(HttpServletRequest request, User user) {
    end(request);
    var session = request.getSession(true);
    session.setMaxInactiveInterval((int) limits.get().idle().toSeconds());
    session.setAttribute(USER, user.id().value());
    session.setAttribute(EPOCH, user.epoch());
    session.setAttribute(SINCE, clock.instant().toEpochMilli());
  }

  void end(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /// Who is signed in; empty when nobody is. Ends a session that does not count any more.
  Optional<Person> person(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    if (session.getAttribute(USER) instanceof Long id
        && session.getAttribute(EPOCH) instanceof Integer epoch
        && session.getAttribute(SINCE) instanceof Long since
        && clock.instant().isBefore(Instant.ofEpochMilli(since).plus(limits.get().longest()))) {
      var person =
          database
              .read(handle -> UserStore.find(handle, new UserId(id)))
              .filter(user -> user.isActive() && user.epoch() == epoch)
              .map(User::person);
      if (person.isPresent()) {
        return person;
      }
    }
    session.invalidate();
    return Optional.empty();
  }
}
