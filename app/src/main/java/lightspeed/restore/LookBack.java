package lightspeed.restore;

import java.util.List;
import lightspeed.db.Restore;
import org.jdbi.v3.core.Handle;

/// Compares the tables of the backup with those that were in use, while both are there.
final class LookBack {
  private LookBack() {}

  private static final String TOKENS =
      """
      SELECT t.name
      FROM api_tokens t
      LEFT JOIN replaced__api_tokens was
        ON was.token_hash = t.token_hash
      WHERE t.revoked_at IS NULL
        AND (t.expires_at IS NULL OR t.expires_at > CURRENT_TIMESTAMP(6))
        AND (was.id IS NULL OR was.revoked_at IS NOT NULL)
      ORDER BY t.name
      """;

  /// Tokens that are valid again.
  static List<String> tokens(Handle handle) {
    return list(handle, "api_tokens", TOKENS);
  }

  private static final String PEOPLE =
      """
      SELECT u.username
      FROM users u
      LEFT JOIN replaced__users was
        ON was.username = u.username
      WHERE u.is_active
        AND (was.id IS NULL OR NOT was.is_active)
      ORDER BY u.username
      """;

  /// People who may sign in again.
  static List<String> people(Handle handle) {
    return list(handle, "users", PEOPLE);
  }

  /// Nothing was there before a first restore into an empty schema.
  private static List<String> list(Handle handle, String table, String sql) {
    return isThere(handle, Restore.REPLACED + table)
        ? handle.createQuery(sql).mapTo(String.class).list()
        : List.of();
  }

  static boolean isThere(Handle handle, String table) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM information_schema.tables
              WHERE table_schema = DATABASE()
                AND table_name = :table)
            """)
        .bind("table", table)
        .mapTo(Boolean.class)
        .one();
  }
}
