package lightspeed.signin;

import java.util.List;
import lightspeed.db.SqlErrors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// Makes the normal forms of names that have none yet, those of before there was one.
final class NameKeys {
  private static final String MISSING =
      """
      SELECT id, username
      FROM users
      WHERE name_key IS NULL
      ORDER BY is_active DESC, id
      FOR UPDATE
      """;

  private static final String SET =
      """
      UPDATE users
      SET name_key = :key
      WHERE id = :id
      """;

  private record Named(long id, String name) {}

  private NameKeys() {}

  /// Of two people whose names have one form, the first keeps it. The other one is found by the
  /// name exactly as it is spelt: no name has the `#` that the form begins with.
  ///
  /// **Twice:** changes nothing.
  static void fill(Handle tx) {
    List<Named> missing =
        tx.createQuery(MISSING)
            .map((row, _) -> new Named(row.getLong("id"), row.getString("username")))
            .list();
    for (var one : missing) {
      try {
        set(tx, one.id(), NameForm.key(one.name()));
      } catch (JdbiException failure) {
        if (!SqlErrors.isDuplicateKey(failure)) {
          throw failure;
        }
        set(tx, one.id(), "#" + one.id());
      }
    }
  }

  private static void set(Handle tx, long id, String key) {
    tx.createUpdate(SET).bind("id", id).bind("key", key).execute();
  }
}
