package lightspeed.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import org.jspecify.annotations.Nullable;

/// Decides whether name and password belong together. Somebody unknown, disabled or without a
/// password costs the same time and gets the same answer as a wrong password, so that nobody learns
/// who is here.
///
/// **Threads:** safe.
final class PasswordCheck {
  private static final String ENTITY_TYPE = "USER";

  private final Database database;
  private final PasswordHashes hashes;
  private final SignInTries tries;
  private final AuditLog audit;
  private final InstantSource clock;
  private volatile @Nullable String hashOfNobody;

  PasswordCheck(
      Database database,
      PasswordHashes hashes,
      SignInTries tries,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.hashes = hashes;
    this.tries = tries;
    this.audit = audit;
    this.clock = clock;
  }

  /// How it ended.
  sealed interface Result {
    /// They belong together.
    record Right(User user) implements Result {}

    /// They do not.
    record Wrong() implements Result {}

    /// Not looked at.
    record TooManyTries(Duration remaining) implements Result {}

    /// Not looked at: too many others at the same time.
    record Overloaded() implements Result {}
  }

  private record Known(Optional<User> user, Optional<String> hash) {}

  /// Looks, counts the try and writes it to the audit log.
  ///
  /// @param addressGroup under which tries of this address are counted
  Result look(String name, String password, String address, String addressGroup)
      throws InterruptedException {
    var blocked = tries.count(name, addressGroup);
    if (blocked.isPresent()) {
      if (blocked.get().isNew()) {
        append("sign_in.blocked", name, address);
      }
      return new Result.TooManyTries(blocked.get().remaining());
    }
    var known =
        database.read(
            handle -> {
              var user = UserStore.find(handle, name).filter(User::isActive);
              return new Known(user, user.flatMap(u -> UserStore.passwordHash(handle, u.id())));
            });
    try {
      boolean matches =
          password.length() <= PasswordRules.MAX_LENGTH * 2
              && hashes.matches(password, known.hash().orElse(hashOfNobody()));
      if (!matches || known.user().isEmpty() || known.hash().isEmpty()) {
        append("sign_in.failed", known.user().map(User::name).orElse(null), address);
        return new Result.Wrong();
      }
    } catch (PasswordHashes.Overloaded _) {
      return new Result.Overloaded();
    }
    return signedIn(known.user().get(), address);
  }

  private Result signedIn(User user, String address) {
    tries.succeeded(user.name());
    database.useTransaction(
        handle -> {
          UserStore.signedIn(handle, user.id(), clock.instant());
          audit.append(
              handle, user.name(), "sign_in.done", ENTITY_TYPE, user.name(), null, address);
        });
    return new Result.Right(user);
  }

  /// @param name null when nobody is called so: what was typed may be a password
  private void append(String action, @Nullable String name, String address) {
    database.useTransaction(
        handle -> {
          var known = name == null ? null : UserStore.find(handle, name).orElse(null);
          audit.append(
              handle,
              "sign-in",
              action,
              ENTITY_TYPE,
              known == null ? null : known.name(),
              new AuditDetails().with("known", Boolean.toString(known != null)).json(),
              address);
        });
  }

  private String hashOfNobody() throws PasswordHashes.Overloaded, InterruptedException {
    var hash = hashOfNobody;
    if (hash == null) {
      hash = hashes.of(new Secrets().next());
      hashOfNobody = hash;
    }
    return hash;
  }
}
