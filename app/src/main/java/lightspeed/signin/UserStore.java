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
        second_factor IS NOT NULL AS has_second_factor, session_epoch, last_login_at, created_at
      FROM users
      """;

  private static final String BY_ID = COLUMNS + "WHERE id = :id\n";
  /// People whose names had the same form before there was one are told apart by their spelling.
  private static final String BY_NAME =
      COLUMNS
          + """
          WHERE name_key = :key
            OR username = :name
          ORDER BY username = :name DESC
          LIMIT 1
          """;

  private static final String ALL = COLUMNS + "ORDER BY username\n";

  private UserStore() {}

  static Optional<User> find(Handle handle, UserId id) {
    return handle.createQuery(BY_ID).bind("id", id.value()).map((row, _) -> user(row)).findOne();
  }

  static Optional<User> find(Handle handle, String name) {
    return byName(handle, BY_NAME, name);
  }

  /// By name, locked until the transaction ends.
  static Optional<User> lock(Handle handle, String name) {
    return byName(handle, BY_NAME + "FOR UPDATE", name);
  }

  private static Optional<User> byName(Handle handle, String sql, String name) {
    return handle
        .createQuery(sql)
        .bind("key", NameForm.key(name))
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
      INSERT INTO users (username, name_key, role, password_hash, created_at)
      VALUES (:name, :key, :role, :hash, :at)
      RETURNING id
      """;

  static UserId insert(Handle handle, String name, Role role, @Nullable String hash, Instant at) {
    return handle
        .createQuery(INSERT)
        .bind("name", name)
        .bind("key", NameForm.key(name))
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
      SET last_login_at = :at,
        failed_sign_ins = 0
      WHERE id = :id
      """;

  /// The attempts that failed before it are told once.
  static FailedSignIns signedIn(Handle handle, UserId id, Instant at) {
    var failed =
        handle
            .createQuery(FAILED)
            .bind("id", id.value())
            .map(
                (row, _) ->
                    new FailedSignIns(
                        row.getInt("failed_sign_ins"),
                        Utc.find(row, "last_failed_at"),
                        row.getString("last_failed_from")))
            .one();
    handle.createUpdate(SIGNED_IN).bind("id", id.value()).bind("at", Utc.of(at)).execute();
    return failed;
  }

  private static final String FAILED =
      """
      SELECT failed_sign_ins, last_failed_at, last_failed_from
      FROM users
      WHERE id = :id
      FOR UPDATE
      """;

  private static final String COUNT_FAILED =
      """
      UPDATE users
      SET failed_sign_ins = failed_sign_ins + 1,
        last_failed_at = :at,
        last_failed_from = :address
      WHERE id = :id
      """;

  static void failedSignIn(Handle handle, UserId id, String address, Instant at) {
    handle
        .createUpdate(COUNT_FAILED)
        .bind("id", id.value())
        .bind("address", address)
        .bind("at", Utc.of(at))
        .execute();
  }

  static Role role(String word) throws SQLException {
    return Role.of(word).orElseThrow(() -> new SQLException("unknown role " + word));
  }

  static User user(ResultSet row) throws SQLException {
    return new User(
        new UserId(row.getLong("id")),
        row.getString("username"),
        role(row.getString("role")),
        row.getBoolean("is_active"),
        row.getBoolean("has_password"),
        row.getBoolean("has_second_factor"),
        row.getInt("session_epoch"),
        Utc.find(row, "last_login_at"),
        Utc.get(row, "created_at"));
  }
}
