package lightspeed.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Counts attempts to sign in, by the person who was meant and by the address that tried; from a
/// browser that knows the person, by that browser alone. Kept in the database, so
/// that neither a restart nor a second server gives more tries. Only hashes are kept: people type
/// passwords into the field for the name.
///
/// One person has one counter, however the name is spelt. Whoever guesses at a name uses up that
/// counter, not the one of the owner's browser, so the owner still gets in.
///
/// A try is counted before its password is looked at, so that many at the same time are not more
/// than many one after the other.
///
/// **Threads:** safe.
final class SignInTries {
  static final Duration WINDOW = Duration.ofMinutes(15);

  /// Tries at one name in a [#WINDOW]; the real person has a few typing mistakes, a guesser has
  /// 960 guesses a day.
  static final int MAX_FOR_NAME = 10;

  /// Tries of one address, behind which may be a whole shop.
  static final int MAX_FOR_ADDRESS = 50;

  private static final String COUNT =
      """
      INSERT INTO sign_in_tries (subject, began_at, tries)
      VALUES (:subject, :now, 1)
      ON DUPLICATE KEY UPDATE
        tries = IF(began_at > :windowBegan AND began_at <= :now, tries + 1, 1),
        began_at = IF(began_at > :windowBegan AND began_at <= :now, began_at, :now)
      """;

  private static final String LOOK =
      """
      SELECT began_at, tries
      FROM sign_in_tries
      WHERE subject = :subject
      """;

  private static final String FORGET =
      """
      DELETE FROM sign_in_tries
      WHERE subject = :subject
      """;

  private static final String FORGET_OLD =
      """
      DELETE FROM sign_in_tries
      WHERE began_at <= :windowBegan
      LIMIT 1000
      """;

  private final Database database;
  private final InstantSource clock;

  SignInTries(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Counted(Instant beganAt, int tries) {}

  /// Too many tries.
  ///
  /// @param remaining until the next one is looked at
  /// @param isNew false when this was said before in the same window
  record Blocked(Duration remaining, boolean isNew) {}

  /// Under what an attempt is counted.
  ///
  /// @param who the person, or what was typed when nobody is called so
  /// @param address null when it does not count, because the browser knows the person
  record Subject(String who, @Nullable String address) {
    static Subject unknown(String name, Client client) {
      return new Subject("name:" + NameForm.key(name), client.group());
    }

    static Subject person(UserId user, Client client) {
      return new Subject("person:" + user, client.group());
    }

    static Subject device(UserId user, String device) {
      return new Subject("device:" + KnownDevices.hash(device, user), null);
    }

    /// The same one, at another question.
    Subject forCodes() {
      return new Subject("code:" + who, address);
    }
  }

  /// Counts one attempt.
  ///
  /// @return empty when the password may be looked at
  Optional<Blocked> count(Subject subject) {
    var now = clock.instant();
    return database.inTransaction(
        handle -> {
          var address = subject.address();
          var byAddress =
              address == null
                  ? Optional.<Blocked>empty()
                  : count(handle, Secrets.hash("address:" + address), MAX_FOR_ADDRESS, now);
          return byAddress.isPresent()
              ? byAddress
              : count(handle, Secrets.hash(subject.who()), MAX_FOR_NAME, now);
        });
  }

  /// The name was right, so its tries were typing mistakes. Those of the address stay: there a
  /// guesser could sign in to his own account in between.
  void succeeded(Subject subject) {
    var windowBegan = Utc.of(clock.instant().minus(WINDOW));
    database.useTransaction(
        handle -> {
          handle.createUpdate(FORGET).bind("subject", Secrets.hash(subject.who())).execute();
          handle.createUpdate(FORGET_OLD).bind("windowBegan", windowBegan).execute();
        });
  }

  private static Optional<Blocked> count(Handle handle, String subject, int max, Instant now) {
    handle
        .createUpdate(COUNT)
        .bind("subject", subject)
        .bind("now", Utc.of(now))
        .bind("windowBegan", Utc.of(now.minus(WINDOW)))
        .execute();
    var counted =
        handle
            .createQuery(LOOK)
            .bind("subject", subject)
            .map((row, _) -> new Counted(Utc.get(row, "began_at"), row.getInt("tries")))
            .one();
    return counted.tries() <= max
        ? Optional.empty()
        : Optional.of(
            new Blocked(
                Duration.between(now, counted.beganAt().plus(WINDOW)), counted.tries() == max + 1));
  }
}
