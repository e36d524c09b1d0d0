package lightspeed.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of the table `users`.
final class UserStore {
  private static final String COLUMNS =
      """
      SELECT id, username, role, is_active, password_hash IS NOT NULL AS has_password,
        session_epoch, last_login_at, created_at
      FROM users
      """;

  private static final String BY_ID = COLUMNS + "WHERE id = :id\n";
  private static final String BY_NAME = COLUMNS + "WHERE username = :name\n";
  private static final String ALL = COLUMNS + "ORDER BY username\n";

  private UserStore() {}

  static Optional<User> find(Handle handle, UserId id) {
    return handle.createQuery(BY_ID).bind("id", id.value()).map((row, _) -> user(row)).findOne();
  }

  static Optional<User> find(Handle handle, String name) {
    return handle.createQuery(BY_NAME).bind("name", name).map((row, _) -> user(row)).findOne();
  }

  /// By name, locked until the transaction ends.
  static Optional<User> lock(Handle handle, String name) {
    return handle
        .createQuery(BY_NAME + "FOR UPDATE")
        .bind("name", name)
        .map((row, _) -> user(row))
        .findOne();
  }

  static List<User> all(Handle handle) {
    return handle.createQuery(ALL).map((row, _) -> user(row)).list();
  }

  private static final String PASSWORD =
      """
      SELECT password_hash
      FROM users
      WHERE id = :id
      """;

  static Optional<String> passwordHash(Handle handle, UserId id) {
    return handle.createQuery(PASSWORD).bind("id", id.value()).mapTo(String.class).findOne();
  }

  private static final String ADMINS =
      """
      SELECT id
      FROM users
      WHERE role = 'admin'
        AND is_active
        AND password_hash IS NOT NULL
      FOR UPDATE
      """;

  /// Admins who can sign in, locked until the transaction ends.
  static List<UserId> lockAdmins(Handle handle) {
    return handle.createQuery(ADMINS).map((row, _) -> new UserId(row.getLong("id"))).list();
  }

  private static final String HAS_ADMIN =
      """
      SELECT EXISTS (
        SELECT 1
        FROM users
        WHERE role = 'admin'
          AND is_active
          AND password_hash IS NOT NULL)
      """;

  static boolean hasAdmin(Handle handle) {
    return handle.createQuery(HAS_ADMIN).mapTo(Boolean.class).one();
  }

  private static final String INSERT =
      """
      INSERT INTO users (username, role, password_hash, created_at)
      VALUES (:name, :role, :hash, :at)
      RETURNING id
      """;

  static UserId insert(Handle handle, String name, Role role, @Nullable String hash, Instant at) {
    return handle
        .createQuery(INSERT)
        .bind("name", name)
        .bind("role", role.word())
        .bind("hash", hash)
        .bind("at", Utc.of(at))
        .map((row, _) -> new UserId(row.getLong("id")))
        .one();
  }

  private static final String SET_PASSWORD =
      """
      UPDATE users
      SET password_hash = :hash,
        session_epoch = session_epoch + 1
      WHERE id = :id
      """;

  /// Ends all sessions too.
  static void setPassword(Handle handle, UserId id, String hash) {
    handle.createUpdate(SET_PASSWORD).bind("id", id.value()).bind("hash", hash).execute();
  }

  private static final String SET_ROLE =
      """
      UPDATE users
      SET role = :role
      WHERE id = :id
      """;

  static void setRole(Handle handle, UserId id, Role role) {
    handle.createUpdate(SET_ROLE).bind("id", id.value()).bind("role", role.word()).execute();
  }

  private static final String SET_ACTIVE =
      """
      UPDATE users
      SET is_active = :active,
        session_epoch = session_epoch + 1
      WHERE id = :id
      """;

  /// Ends all sessions too.
  static void setActive(Handle handle, UserId id, boolean isActive) {
    handle.createUpdate(SET_ACTIVE).bind("id", id.value()).bind("active", isActive).execute();
  }

  private static final String END_SESSIONS =
      """
      UPDATE users
      SET session_epoch = session_epoch + 1
      WHERE id = :id
      """;

  static void endSessions(Handle handle, UserId id) {
    handle.createUpdate(END_SESSIONS).bind("id", id.value()).execute();
  }

  private static final String SIGNED_IN =
      """
      UPDATE users
      SET last_login_at = :at
      WHERE id = :id
      """;

  static void signedIn(Handle handle, UserId id, Instant at) {
    handle.createUpdate(SIGNED_IN).bind("id", id.value()).bind("at", Utc.of(at)).execute();
  }

  private static User user(ResultSet row) throws SQLException {
    var role = row.getString("role");
    return new User(
        new UserId(row.getLong("id")),
        row.getString("username"),
        Role.of(role).orElseThrow(() -> new SQLException("unknown role " + role)),
        row.getBoolean("is_active"),
        row.getBoolean("has_password"),
        row.getInt("session_epoch"),
        Utc.find(row, "last_login_at"),
        Utc.get(row, "created_at"));
  }
}
