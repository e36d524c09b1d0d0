package lightspeed.signin;

import java.time.Instant;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of the table `sign_in_links`: links with which a person chooses a password, once.
final class LinkStore {
  /// Whose link it is; null: of the first admin, who is not there yet.
  record Found(@Nullable UserId user) {}

  private static final String INSERT =
      """
      INSERT INTO sign_in_links (token_hash, user_id, created_by, created_at, expires_at)
      VALUES (:hash, :user, :by, :at, :expires)
      """;

  private static final String FIND =
      """
      SELECT user_id
      FROM sign_in_links
      WHERE token_hash = :hash
        AND expires_at > :now
      """;

  private static final String DELETE_OF_USER =
      """
      DELETE FROM sign_in_links
      WHERE user_id <=> :user
      """;

  private LinkStore() {}

  /// Adds a link; earlier ones of the same person are void.
  static void replace(
      Handle handle, @Nullable UserId user, String token, String by, Instant at, Instant expires) {
    endAll(handle, user);
    handle
        .createUpdate(INSERT)
        .bind("hash", Secrets.hash(token))
        .bind("user", user == null ? null : user.value())
        .bind("by", by)
        .bind("at", Utc.of(at))
        .bind("expires", Utc.of(expires))
        .execute();
  }

  /// The link, when it is still valid.
  static Optional<Found> find(Handle handle, String token, Instant now) {
    return found(handle, FIND, token, now);
  }

  /// The same, locked until the transaction ends.
  static Optional<Found> lock(Handle handle, String token, Instant now) {
    return found(handle, FIND + "FOR UPDATE", token, now);
  }

  static void endAll(Handle handle, @Nullable UserId user) {
    handle.createUpdate(DELETE_OF_USER).bind("user", user == null ? null : user.value()).execute();
  }

  private static Optional<Found> found(Handle handle, String sql, String token, Instant now) {
    return handle
        .createQuery(sql)
        .bind("hash", Secrets.hash(token))
        .bind("now", Utc.of(now))
        .map(
            (row, _) -> {
              Long user = row.getObject("user_id", Long.class);
              return new Found(user == null ? null : new UserId(user));
            })
        .findOne();
  }
}
