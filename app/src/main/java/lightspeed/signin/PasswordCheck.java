package lightspeed.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.audit.Refusals;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
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
  private final Refusals refusals;
  private final InstantSource clock;
  private final AttemptRanks ranks = new AttemptRanks(System::nanoTime);
  private volatile @Nullable String hashOfNobody;

  PasswordCheck(
      Database database,
      PasswordHashes hashes,
      SignInTries tries,
      AuditLog audit,
      Refusals refusals,
      InstantSource clock) {
    this.database = database;
    this.hashes = hashes;
    this.tries = tries;
    this.audit = audit;
    this.refusals = refusals;
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

  private record Known(Optional<User> user, Optional<String> hash, SignInTries.Subject subject) {}

  /// Looks, counts the attempt and writes a failure to the audit log.
  Result look(String name, String password, Client client) throws InterruptedException {
    var known = database.read(handle -> known(handle, name, client));
    var blocked = tries.count(known.subject());
    if (blocked.isPresent()) {
      failed(known.user(), client, blocked.get().isNew() ? "sign_in.blocked" : null);
      return new Result.TooManyTries(blocked.get().remaining());
    }
    int rank = ranks.next(client.group());
    try {
      boolean matches =
          password.length() <= PasswordRules.MAX_LENGTH * 2
              && hashes.matches(password, known.hash().orElse(hashOfNobody()), rank);
      if (!matches || known.user().isEmpty() || known.hash().isEmpty()) {
        failed(known.user(), client, "sign_in.failed");
        return new Result.Wrong();
      }
    } catch (PasswordHashes.Overloaded _) {
      return new Result.Overloaded();
    }
    tries.succeeded(known.subject());
    ranks.succeeded(client.group());
    return new Result.Right(known.user().get());
  }

  private Known known(Handle handle, String name, Client client) {
    var user = UserStore.find(handle, name).filter(User::isActive);
    return user.map(
            found ->
                new Known(
                    user,
                    UserStore.passwordHash(handle, found.id()),
                    subject(handle, found, client)))
        .orElseGet(
            () -> new Known(user, Optional.empty(), SignInTries.Subject.unknown(name, client)));
  }

  private SignInTries.Subject subject(Handle handle, User user, Client client) {
    var device = client.device();
    return device != null && KnownDevices.isKnown(handle, device, user.id(), clock.instant())
        ? SignInTries.Subject.device(user.id(), device)
        : SignInTries.Subject.person(user.id(), client);
  }

  /// Counts an attempt to give the second factor.
  ///
  /// @return how long to wait; empty when the code may be looked at
  Optional<Duration> countCode(User user, Client client) {
    var blocked = tries.count(codes(user, client));
    blocked
        .filter(SignInTries.Blocked::isNew)
        .ifPresent(_ -> failed(Optional.of(user), client, "sign_in.blocked"));
    return blocked.map(SignInTries.Blocked::remaining);
  }

  void codeFailed(User user, Client client) {
    failed(Optional.of(user), client, "sign_in.code_failed");
  }

  void codeSucceeded(User user, Client client) {
    tries.succeeded(codes(user, client));
  }

  private SignInTries.Subject codes(User user, Client client) {
    return database.read(handle -> subject(handle, user, client)).forCodes();
  }

  /// Writes down that the person is in.
  ///
  /// @return the attempts that failed before
  FailedSignIns signedIn(User user, Client client) {
    return database.inTransaction(
        handle -> {
          var before = UserStore.signedIn(handle, user.id(), clock.instant());
          append(handle, user.name(), "sign_in.done", user.name(), null, client);
          return before;
        });
  }

  /// Writes down that the person, signed in already, gave the password again.
  void confirmed(User user, Client client) {
    database.useTransaction(
        handle -> append(handle, user.name(), "sign_in.confirmed", user.name(), null, client));
  }

  /// @param user empty when nobody is called so: what was typed may be a password
  /// @param action null when it was told before
  private void failed(Optional<User> user, Client client, @Nullable String action) {
    user.ifPresent(
        known ->
            database.useTransaction(
                tx -> UserStore.failedSignIn(tx, known.id(), client.address(), clock.instant())));
    if (action != null) {
      refusals.note(
          new Refusals.Refused(
              OwnActors.SIGN_IN,
              action,
              user.map(User::name).orElse(null),
              new AuditDetails().with("known", Boolean.toString(user.isPresent())).json(),
              client.address(),
              client.group()));
    }
  }

  private void append(
      Handle handle,
      String actor,
      String action,
      @Nullable String name,
      @Nullable String details,
      Client client) {
    audit.append(handle, actor, action, ENTITY_TYPE, name, details, client.address());
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
