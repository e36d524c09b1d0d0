package lightspeed.signin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.db.Utc;
import lightspeed.json.Json;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Rows of the table `web_sessions`. A cookie is known by its hash only, and what is kept for a
/// session are texts in JSON, so neither a copy of the database nor a row made up in it is worth
/// anything to a stranger.
final class SessionStore {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private static final String FIND =
      """
      SELECT s.id AS session_id, s.is_complete, s.began_at, s.seen_at, s.confirmed_at, s.attributes,
        u.id, u.username, u.role, u.is_active, u.password_hash IS NOT NULL AS has_password,
        u.second_factor IS NOT NULL AS has_second_factor, u.session_epoch, u.last_login_at,
        u.created_at
      FROM web_sessions s
      JOIN users u
        ON u.id = s.user_id
        AND u.session_epoch = s.session_epoch
      WHERE s.token_hash = :hash
        AND u.is_active
      """;

  private static final String INSERT =
      """
      INSERT INTO web_sessions (token_hash, user_id, session_epoch, is_complete, began_at, seen_at,
        confirmed_at, source_address, user_agent, attributes)
      VALUES (:hash, :user, :epoch, :complete, :now, :now, :now, :address, :agent, :attributes)
      """;

  private static final String SEEN =
      """
      UPDATE web_sessions
      SET seen_at = :now
      WHERE id = :id
      """;

  private static final String CONFIRMED =
      """
      UPDATE web_sessions
      SET confirmed_at = :now
      WHERE id = :id
      """;

  private static final String ATTRIBUTES =
      """
      UPDATE web_sessions
      SET attributes = :attributes
      WHERE id = :id
      """;

  private static final String DELETE =
      """
      DELETE FROM web_sessions
      WHERE token_hash = :hash
      """;

  private static final String DELETE_ONE =
      """
      DELETE FROM web_sessions
      WHERE id = :id
        AND user_id = :user
      """;

  private static final String DELETE_OLD =
      """
      DELETE FROM web_sessions
      WHERE seen_at <= :idleSince
        OR began_at <= :oldest
      LIMIT 1000
      """;

  private static final String OF_USER =
      """
      SELECT s.id, s.began_at, s.seen_at, s.source_address, s.user_agent
      FROM web_sessions s
      JOIN users u
        ON u.id = s.user_id
        AND u.session_epoch = s.session_epoch
      WHERE s.user_id = :user
        AND s.is_complete
        AND s.seen_at > :idleSince
        AND s.began_at > :oldest
      ORDER BY s.seen_at DESC, s.id DESC
      """;

  private SessionStore() {}

  static Optional<WebSession> find(Handle handle, String hash) {
    return handle.createQuery(FIND).bind("hash", hash).map((row, _) -> session(row)).findOne();
  }

  /// A session that begins.
  ///
  /// @param agent what the browser calls itself
  record Begun(
      User user,
      boolean isComplete,
      String address,
      @Nullable String agent,
      Map<String, String> attributes,
      Instant now) {}

  static void insert(Handle handle, String hash, Begun begun) {
    handle
        .createUpdate(INSERT)
        .bind("hash", hash)
        .bind("user", begun.user().id().value())
        .bind("epoch", begun.user().epoch())
        .bind("complete", begun.isComplete())
        .bind("now", Utc.of(begun.now()))
        .bind("address", begun.address())
        .bind("agent", begun.agent())
        .bind("attributes", Json.mapper().writeValueAsString(begun.attributes()))
        .execute();
  }

  static void seen(Handle handle, long id, Instant now) {
    handle.createUpdate(SEEN).bind("id", id).bind("now", Utc.of(now)).execute();
  }

  static void confirmed(Handle handle, long id, Instant now) {
    handle.createUpdate(CONFIRMED).bind("id", id).bind("now", Utc.of(now)).execute();
  }

  static void keep(Handle handle, long id, Map<String, String> attributes) {
    handle
        .createUpdate(ATTRIBUTES)
        .bind("id", id)
        .bind("attributes", Json.mapper().writeValueAsString(attributes))
        .execute();
  }

  static void delete(Handle handle, String hash) {
    handle.createUpdate(DELETE).bind("hash", hash).execute();
  }

  /// Ends one of a person; false when it is not there, or of another person.
  static boolean delete(Handle handle, long id, UserId user) {
    return handle.createUpdate(DELETE_ONE).bind("id", id).bind("user", user.value()).execute() > 0;
  }

  /// Removes what does not count any more.
  static void deleteOld(Handle handle, Instant idleSince, Instant oldest) {
    handle
        .createUpdate(DELETE_OLD)
        .bind("idleSince", Utc.of(idleSince))
        .bind("oldest", Utc.of(oldest))
        .execute();
  }

  static List<OwnSession> of(Handle handle, UserId user, Instant idleSince, Instant oldest) {
    return handle
        .createQuery(OF_USER)
        .bind("user", user.value())
        .bind("idleSince", Utc.of(idleSince))
        .bind("oldest", Utc.of(oldest))
        .map(
            (row, _) ->
                new OwnSession(
                    row.getLong("id"),
                    Utc.get(row, "began_at"),
                    Utc.get(row, "seen_at"),
                    row.getString("source_address"),
                    row.getString("user_agent")))
        .list();
  }

  private static WebSession session(ResultSet row) throws SQLException {
    return new WebSession(
        row.getLong("session_id"),
        UserStore.user(row),
        row.getBoolean("is_complete"),
        Utc.get(row, "began_at"),
        Utc.get(row, "seen_at"),
        Utc.get(row, "confirmed_at"),
        Json.mapper().readValue(row.getString("attributes"), TEXTS));
  }
}
