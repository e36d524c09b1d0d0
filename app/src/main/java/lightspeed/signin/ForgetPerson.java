package lightspeed.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// Replaces the name of a person who left. The audit log names people by id and stays as it is;
/// wherever else a name was written down, the new one takes its place, so that rules which compare
/// people go on to hold.
///
/// Entries of the audit log from before people were named by id keep the name until they are
/// pruned, and so does `lightspeed_sync_log`, which is pruned by age.
///
/// **Threads:** safe.
public final class ForgetPerson {
  private static final String PREFIX = "former-";

  /// Names that nobody chooses, as [NameForm#key] makes them.
  static final Pattern TAKEN = Pattern.compile(PREFIX + "\\d+");

  private static final String FORGET =
      """
      UPDATE users
      SET username = :name,
        name_key = :name,
        role = 'viewer',
        is_active = FALSE,
        password_hash = NULL,
        second_factor = NULL,
        second_factor_step = NULL,
        failed_sign_ins = 0,
        last_failed_at = NULL,
        last_failed_from = NULL,
        session_epoch = session_epoch + 1
      WHERE id = :id
      """;

  private static final String REVOKE_TOKENS =
      """
      UPDATE api_tokens
      SET revoked_at = :now
      WHERE user_id = :id
        AND revoked_at IS NULL
      """;

  /// What knows the person's browsers and codes.
  private static final List<String> DELETE =
      List.of(
          "DELETE FROM web_sessions WHERE user_id = :id",
          "DELETE FROM remember_tokens WHERE user_id = :id",
          "DELETE FROM recovery_codes WHERE user_id = :id",
          "DELETE FROM sign_in_links WHERE user_id = :id");

  /// Every column in which a name is written down, alone or with that of a token.
  private static final List<String> REPLACE =
      List.of(
          replace("api_tokens", "created_by"),
          replace("sign_in_links", "created_by"),
          replace("settings", "updated_by"),
          replace("installation", "confirmed_by"),
          replace("lightspeed_oauth", "connected_by"),
          replace("lightspeed_mappings", "created_by"),
          replace("lightspeed_drift", "ignored_by"),
          replace("order_requests", "created_by"),
          replace("order_editors", "editor"),
          replace("vend_consignments", "created_by"),
          replace("vend_consignments", "approved_by"));

  private final Database database;
  private final AuditLog audit;
  private final InstantSource clock;

  public ForgetPerson(Database database, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /// Replaces the name; the person is signed out, cannot sign in any more and has no valid token.
  ///
  /// **Twice:** the second time nobody has that name.
  ///
  /// @return the name that stands in its place
  /// @throws SignInException.NotFound when there is no such person
  /// @throws SignInException.Conflict when nobody would be left who can administer
  public String forget(String name, Actor actor) {
    return database.inTransaction(
        tx -> {
          var user = Users.require(tx, name);
          Users.requireOtherAdmin(tx, user);
          var former = PREFIX + user.id().value();
          tx.createUpdate(FORGET).bind("name", former).bind("id", user.id().value()).execute();
          tx.createUpdate(REVOKE_TOKENS)
              .bind("now", Utc.of(clock.instant()))
              .bind("id", user.id().value())
              .execute();
          DELETE.forEach(sql -> tx.createUpdate(sql).bind("id", user.id().value()).execute());
          REPLACE.forEach(sql -> replace(tx, sql, user.name(), former));
          audit.append(
              tx,
              actor.name().equals(user.name()) ? former : actor.name(),
              "user.forgotten",
              "USER",
              former,
              new AuditDetails().json(),
              actor.address());
          return former;
        });
  }

  private static String replace(String table, String column) {
    return """
    UPDATE %1$s
    SET %2$s = CONCAT(:to, SUBSTRING(%2$s, CHAR_LENGTH(:from) + 1))
    WHERE BINARY %2$s = :from
      OR BINARY LEFT(%2$s, CHAR_LENGTH(:from) + 8) = CONCAT(:from, ' (token ')
    """
        .formatted(table, column);
  }

  private static void replace(Handle tx, String sql, String from, String to) {
    tx.createUpdate(sql).bind("from", from).bind("to", to).execute();
  }
}
