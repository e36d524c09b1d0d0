package lightspeed.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of the table `api_tokens`.
final class TokenStore {
  private static final String COLUMNS =
      """
      SELECT t.id, t.name, t.scopes, t.created_by, t.created_at, t.last_used_at, t.expires_at,
        t.revoked_at, u.id AS person_id, u.username, u.role
      FROM api_tokens t
      LEFT JOIN users u
        ON u.id = t.user_id
      """;

  private static final String BY_HASH =
      COLUMNS + "WHERE t.token_hash = :hash AND (u.id IS NULL OR u.is_active)\n";
  private static final String ALL = COLUMNS + "ORDER BY t.id DESC\n";
  private static final String VALID_BY_NAME =
      COLUMNS
          + """
          WHERE t.name = :name
            AND t.revoked_at IS NULL
          ORDER BY t.id
          FOR UPDATE
          """;

  private static final String INSERT =
      """
      INSERT INTO api_tokens (name, token_hash, scopes, user_id, created_by, created_at, expires_at)
      VALUES (:name, :hash, :scopes, :user, :createdBy, :createdAt, :expiresAt)
      """;

  private static final String USED =
      """
      UPDATE api_tokens
      SET last_used_at = :at
      WHERE id = :id
      """;

  private static final String REVOKE =
      """
      UPDATE api_tokens
      SET revoked_at = :at
      WHERE id = :id
      """;

  private TokenStore() {}

  static Optional<ApiToken> byHash(Handle handle, String hash) {
    return handle.createQuery(BY_HASH).bind("hash", hash).map((row, _) -> token(row)).findOne();
  }

  static List<ApiToken> all(Handle handle) {
    return handle.createQuery(ALL).map((row, _) -> token(row)).list();
  }

  /// Those of this name that were not revoked, locked until the transaction ends.
  static List<ApiToken> lockValid(Handle handle, String name) {
    return handle.createQuery(VALID_BY_NAME).bind("name", name).map((row, _) -> token(row)).list();
  }

  static void insert(Handle handle, ApiToken token, String hash) {
    var person = token.person();
    handle
        .createUpdate(INSERT)
        .bind("name", token.name())
        .bind("hash", hash)
        .bind(
            "scopes",
            token.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(",")))
        .bind("user", person == null ? null : person.id().value())
        .bind("createdBy", token.createdBy())
        .bind("createdAt", Utc.of(token.createdAt()))
        .bind("expiresAt", Utc.ofNullable(token.expiresAt()))
        .execute();
  }

  static void used(Handle handle, long id, Instant at) {
    handle.createUpdate(USED).bind("id", id).bind("at", Utc.of(at)).execute();
  }

  static void revoke(Handle handle, long id, Instant at) {
    handle.createUpdate(REVOKE).bind("id", id).bind("at", Utc.of(at)).execute();
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getLong("id"),
        row.getString("name"),
        scopes(row.getString("scopes")),
        person(row),
        row.getString("created_by"),
        Utc.get(row, "created_at"),
        Utc.find(row, "last_used_at"),
        Utc.find(row, "expires_at"),
        Utc.find(row, "revoked_at"));
  }

  private static @Nullable Person person(ResultSet row) throws SQLException {
    long id = row.getLong("person_id");
    return row.wasNull()
        ? null
        : new Person(
            new UserId(id), row.getString("username"), UserStore.role(row.getString("role")));
  }

  private static Set<Scope> scopes(String words) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var word : words.split(",", -1)) {
      Scope.of(word).ifPresent(scopes::add);
    }
    return scopes;
  }
}
