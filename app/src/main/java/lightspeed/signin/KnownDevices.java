package lightspeed.signin;

import java.time.Duration;
import java.time.Instant;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// Rows of the table `remember_tokens`: browsers in which a person has signed in before. They open
/// nothing; attempts from them are only counted by themselves, so that strangers who guess at a
/// name do not keep its owner out. One browser has one secret, kept here hashed together with the
/// person.
final class KnownDevices {
  static final SessionCookie COOKIE = new SessionCookie("lightspeed_device", "Strict");

  static final Duration KNOWN_FOR = Duration.ofDays(180);

  private static final String IS_KNOWN =
      """
      SELECT EXISTS (
        SELECT 1
        FROM remember_tokens
        WHERE token_hash = :hash
          AND user_id = :user
          AND expires_at > :now)
      """;

  private static final String REMEMBER =
      """
      INSERT INTO remember_tokens (user_id, token_hash, created_at, expires_at)
      VALUES (:user, :hash, :now, :expires)
      ON DUPLICATE KEY UPDATE expires_at = :expires
      """;

  private static final String FORGET_OLD =
      """
      DELETE FROM remember_tokens
      WHERE user_id = :user
        AND expires_at <= :now
      """;

  private KnownDevices() {}

  static boolean isKnown(Handle handle, String secret, UserId user, Instant now) {
    return handle
        .createQuery(IS_KNOWN)
        .bind("hash", hash(secret, user))
        .bind("user", user.value())
        .bind("now", Utc.of(now))
        .mapTo(Boolean.class)
        .one();
  }

  static void remember(Handle handle, String secret, UserId user, Instant now) {
    handle.createUpdate(FORGET_OLD).bind("user", user.value()).bind("now", Utc.of(now)).execute();
    handle
        .createUpdate(REMEMBER)
        .bind("user", user.value())
        .bind("hash", hash(secret, user))
        .bind("now", Utc.of(now))
        .bind("expires", Utc.of(now.plus(KNOWN_FOR)))
        .execute();
  }

  static String hash(String secret, UserId user) {
    return Secrets.hash(user + ":" + secret);
  }
}
