package lightspeed.retailer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lightspeed.db.ClockStep;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of `lightspeed_line_pauses`: jobs that failed while Lightspeed answered the probe, and wait
/// their own pause.
///
/// **Threads:** safe, it has no state.
public final class Pauses {
  private static final int DAYS_KEPT = 30;

  /// A job that waits its own pause.
  ///
  /// @param since when it failed first
  /// @param lastAt when it failed last
  /// @param number how often it has failed, from 1
  public record Pause(Instant since, Instant lastAt, int number, String reason) {}

  private static final String SELECT =
      """
      SELECT since, last_at, pauses, reason
      FROM lightspeed_line_pauses
      WHERE subject = :subject
      """;

  public Optional<Pause> find(Handle handle, String subject) {
    return handle
        .createQuery(SELECT)
        .bind("subject", subject)
        .map(
            (row, _) ->
                new Pause(
                    Utc.get(row, "since"),
                    Utc.get(row, "last_at"),
                    row.getInt("pauses"),
                    row.getString("reason")))
        .findOne();
  }

  private static final String SAVE =
      """
      INSERT INTO lightspeed_line_pauses (subject, since, last_at, pauses, reason)
      VALUES (:subject, NOW(6), NOW(6), 1, :reason)
      ON DUPLICATE KEY UPDATE
        since = IF(last_at < :not_before, NOW(6), since),
        pauses = IF(last_at < :not_before, 1, pauses + 1),
        last_at = NOW(6),
        reason = VALUES(reason)
      """;

  /// It failed once more.
  ///
  /// @param notBefore what is older is of another job with this key; null: nothing is
  Pause add(Handle tx, String subject, String reason, @Nullable Instant notBefore) {
    tx.createUpdate(SAVE)
        .bind("subject", subject)
        .bind("reason", reason)
        .bind("not_before", Utc.of(notBefore == null ? Instant.EPOCH : notBefore))
        .execute();
    return find(tx, subject).orElseThrow();
  }

  /// The database's clock was set: what fails for too long ends when it would have ended.
  static void move(Handle tx, ClockStep step) {
    step.move(tx, "lightspeed_line_pauses", List.of("since", "last_at"), "TRUE");
  }

  private static final String FORGET =
      """
      DELETE FROM lightspeed_line_pauses
      WHERE subject = :subject
      """;

  /// It begins again as new, or has ended.
  public void forget(Handle tx, String subject) {
    tx.createUpdate(FORGET).bind("subject", subject).execute();
  }

  private static final String FORGET_OLD =
      """
      DELETE FROM lightspeed_line_pauses
      WHERE last_at < NOW(6) - INTERVAL :days DAY
      LIMIT 1000
      """;

  /// What no job can be waiting for any more.
  void forgetOld(Handle tx) {
    tx.createUpdate(FORGET_OLD).bind("days", DAYS_KEPT).execute();
  }
}
