package lightspeed.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The one row of `lightspeed_oauth`.
final class ConnectionStore {
  /// @param refreshToken sealed
  /// @param claim number of the last claim
  record Row(
      String domainPrefix,
      String refreshToken,
      Instant expiresAt,
      long claim,
      @Nullable String trouble,
      String connectedBy,
      Instant connectedAt) {}

  private static final String FIND =
      """
      SELECT domain_prefix, refresh_token, expires_at, claim, trouble, connected_by, connected_at
      FROM lightspeed_oauth
      WHERE id = 1
      """;

  private static final String CONNECT =
      """
      REPLACE INTO lightspeed_oauth
        (id, domain_prefix, refresh_token, expires_at, connected_by, connected_at)
      VALUES (1, :prefix, :refresh, :expires, :actor, :at)
      """;

  private static final String CLAIM =
      """
      UPDATE lightspeed_oauth
      SET claimed_until = :until,
        claim = claim + 1
      WHERE id = 1
        AND trouble IS NULL
        AND refresh_token = :refresh
        AND (claimed_until IS NULL OR claimed_until <= :now OR claimed_until > :until + INTERVAL 1 MINUTE)
      """;

  private static final String REFRESHED =
      """
      UPDATE lightspeed_oauth
      SET refresh_token = :refresh,
        expires_at = :expires,
        refreshed_at = :at,
        claimed_until = NULL
      WHERE id = 1
        AND claim = :claim
      """;

  private static final String RELEASE =
      """
      UPDATE lightspeed_oauth
      SET claimed_until = NULL,
        trouble = :trouble
      WHERE id = 1
        AND claim = :claim
      """;

  private static final String REMOVE =
      """
      DELETE FROM lightspeed_oauth
      WHERE id = 1
      """;

  private ConnectionStore() {}

  static Optional<Row> find(Handle handle) {
    return handle.createQuery(FIND).map((row, _) -> row(row)).findOne();
  }

  static void connect(
      Handle handle, String prefix, String refresh, Instant expires, String actor, Instant at) {
    handle
        .createUpdate(CONNECT)
        .bind("prefix", prefix)
        .bind("refresh", refresh)
        .bind("expires", Utc.of(expires))
        .bind("actor", actor)
        .bind("at", Utc.of(at))
        .execute();
  }

  /// Takes the right to refresh; only one process has it until `until`. A right that lasts much
  /// longer was taken before the clock was set back.
  static boolean claim(Handle handle, String refresh, Instant now, Instant until) {
    return handle
            .createUpdate(CLAIM)
            .bind("refresh", refresh)
            .bind("now", Utc.of(now))
            .bind("until", Utc.of(until))
            .execute()
        == 1;
  }

  /// False when the claim was lost.
  static boolean refreshed(Handle handle, long claim, String refresh, Instant expires, Instant at) {
    return handle
            .createUpdate(REFRESHED)
            .bind("claim", claim)
            .bind("refresh", refresh)
            .bind("expires", Utc.of(expires))
            .bind("at", Utc.of(at))
            .execute()
        == 1;
  }

  /// @param trouble why it has to be connected anew; null: another try may work
  static void release(Handle handle, long claim, @Nullable String trouble) {
    handle.createUpdate(RELEASE).bind("claim", claim).bind("trouble", trouble).execute();
  }

  static boolean remove(Handle handle) {
    return handle.createUpdate(REMOVE).execute() > 0;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("domain_prefix"),
        row.getString("refresh_token"),
        Utc.get(row, "expires_at"),
        row.getLong("claim"),
        row.getString("trouble"),
        row.getString("connected_by"),
        Utc.get(row, "connected_at"));
  }
}
