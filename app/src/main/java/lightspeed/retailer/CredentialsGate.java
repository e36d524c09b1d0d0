package lightspeed.retailer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Stops all sending of a retailer, in every process, once Lightspeed has refused the credentials:
/// asking again with the same token only makes matters worse. A new token, or a successful
/// `vend:test`, opens it.
///
/// **Threads:** safe. **Twice:** closing or opening again changes nothing more.
public final class CredentialsGate {

  /// How long what was read is believed.
  private static final long CACHE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Database database;
  private final String retailer;
  private volatile @Nullable Known known;

  /// Stores its arguments.
  ///
  /// @param retailer the key of `rate_budget`
  public CredentialsGate(Database database, String retailer) {
    this.database = database;
    this.retailer = retailer;
  }

  private record Refusal(String fingerprint, String reason, Instant at) {}

  private record Known(@Nullable Refusal refusal, long readNanos) {
    boolean isFresh() {
      return System.nanoTime() - readNanos < CACHE_NANOS;
    }
  }

  private static final String CLOSE =
      """
      INSERT INTO rate_budget (retailer, refused_at, refused_reason, refused_credential)
      VALUES (:retailer, NOW(6), :reason, :fingerprint)
      ON DUPLICATE KEY UPDATE
        refused_at = NOW(6),
        refused_reason = VALUES(refused_reason),
        refused_credential = VALUES(refused_credential)
      """;

  /// Lightspeed refused this token.
  ///
  /// @param tokenFingerprint of [lightspeed.xseries.AccessToken#fingerprint()]
  /// @param reason in words, for people
  /// @throws lightspeed.db.DatabaseException when it cannot be noted
  public void refused(String tokenFingerprint, String reason) {
    database.useTransaction(
        transaction ->
            transaction
                .createUpdate(CLOSE)
                .bind("retailer", retailer)
                .bind("reason", reason)
                .bind("fingerprint", tokenFingerprint)
                .execute());
    known = null;
  }

  private static final String OPEN =
      """
      UPDATE rate_budget
      SET refused_at = NULL,
        refused_reason = NULL,
        refused_credential = NULL
      WHERE retailer = :retailer
      """;

  /// The credentials were tried and are good.
  ///
  /// @throws lightspeed.db.DatabaseException when it cannot be noted
  public void open() {
    database.useTransaction(
        transaction -> transaction.createUpdate(OPEN).bind("retailer", retailer).execute());
    known = null;
  }

  /// Why nothing may be sent with this token, empty when it may. Other processes see a change
  /// within a second.
  ///
  /// @throws lightspeed.db.DatabaseException when the database cannot be asked
  public Optional<String> pausedBecause(String currentFingerprint) {
    Known now = known;
    if (now == null || !now.isFresh()) {
      now = new Known(database.read(this::read), System.nanoTime());
      known = now;
    }
    Refusal refusal = now.refusal();
    if (refusal == null || !refusal.fingerprint().equals(currentFingerprint)) {
      return Optional.empty();
    }
    return Optional.of(
        "Lightspeed refused the API token at "
            + refusal.at().truncatedTo(ChronoUnit.SECONDS)
            + ": "
            + refusal.reason()
            + " Nothing is sent until a new token is set or vend:test succeeds.");
  }

  private static final String READ =
      """
      SELECT refused_at, refused_reason, refused_credential
      FROM rate_budget
      WHERE retailer = :retailer
        AND refused_at IS NOT NULL
        AND refused_credential IS NOT NULL
      """;

  private @Nullable Refusal read(Handle handle) {
    return handle
        .createQuery(READ)
        .bind("retailer", retailer)
        .map((row, context) -> refusal(row))
        .findOne()
        .orElse(null);
  }

  private static Refusal refusal(ResultSet row) throws SQLException {
    Instant at = Utc.find(row, "refused_at");
    String reason = row.getString("refused_reason");
    return new Refusal(
        row.getString("refused_credential"),
        reason == null ? "no reason was given." : reason,
        at == null ? Instant.EPOCH : at);
  }
}
