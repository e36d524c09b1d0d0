package lightspeed.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/// How far the list was walked, in the one row of `lightspeed_register`, and what the register
/// knows of a consignment. Works in the caller's transaction.
///
/// **Threads:** safe.
final class RegisterStore {

  private static final String STATE =
      """
      SELECT walk, ended_walk, position, settled, trouble, trouble_version,
        TIMESTAMPDIFF(MICROSECOND, began_at, NOW(6)) AS since_began,
        TIMESTAMPDIFF(MICROSECOND, ended_at, NOW(6)) AS since_ended,
        TIMESTAMPDIFF(MICROSECOND, distrusted_at, NOW(6)) AS since_distrusted,
        TIMESTAMPDIFF(MICROSECOND, checked_at, NOW(6)) AS since_checked
      FROM lightspeed_register
      WHERE id = 1
      """;

  WalkState state(Handle handle) {
    return handle
        .createQuery(STATE)
        .map(
            (row, _) ->
                new WalkState(
                    row.getLong("walk"),
                    row.getLong("ended_walk"),
                    row.getLong("position"),
                    row.getLong("settled"),
                    micros(row.getObject("since_began", Long.class)),
                    micros(row.getObject("since_ended", Long.class)),
                    micros(row.getObject("since_distrusted", Long.class)),
                    micros(row.getObject("since_checked", Long.class)),
                    row.getString("trouble"),
                    row.getObject("trouble_version", Long.class)))
        .one();
  }

  private static @Nullable Duration micros(@Nullable Long micros) {
    return micros == null ? null : Duration.ofNanos(Math.multiplyExact(micros, 1_000L));
  }

  private static final String BEGIN =
      """
      UPDATE lightspeed_register
      SET walk = LAST_INSERT_ID(walk + 1),
        distrusted_at = LEAST(distrusted_at, NOW(6) - INTERVAL 1 MICROSECOND)
      WHERE id = 1
      """;

  /// Numbers a walk that begins now. Whatever made earlier walks count for nothing was before, also
  /// when the clock was set back since.
  Begun begin(Handle tx) {
    tx.execute(BEGIN);
    return tx.createQuery("SELECT LAST_INSERT_ID() AS walk, CAST(NOW(6) AS CHAR) AS began_at")
        .map((row, _) -> new Begun(row.getLong("walk"), row.getString("began_at")))
        .one();
  }

  /// A walk that has begun.
  ///
  /// @param at by the database's clock
  record Begun(long walk, String at) {}

  /// Up to there nothing can become visible any more.
  void settle(Handle tx, long version) {
    tx.execute(
        "UPDATE lightspeed_register SET settled = GREATEST(settled, ?) WHERE id = 1", version);
  }

  private static final String STEP_BACK =
      """
      UPDATE lightspeed_register
      SET settled = :version - 1,
        position = :version
      WHERE id = 1
        AND settled >= :version
      """;

  /// Something was just made with a version that seemed to be settled: an answer had lied.
  void stepBack(Handle tx, long version) {
    tx.createUpdate(STEP_BACK).bind("version", version).execute();
  }

  private static final String ADVANCE =
      """
      UPDATE lightspeed_register
      SET position = GREATEST(position, :version),
        settled = GREATEST(settled, :settled),
        change_number = LAST_INSERT_ID(change_number + 1)
      WHERE id = 1
      """;

  /// Moves to a version by hand, and numbers that as a page.
  ///
  /// @return the number of the page
  long advance(Handle tx, long version, long settled) {
    tx.createUpdate(ADVANCE).bind("version", version).bind("settled", settled).execute();
    return lastNumber(tx);
  }

  /// A walk that an end, a restart or another store overtook counts no more. One whose number was
  /// not given out yet began before the database went back.
  private static final String STILL_COUNTS = "  AND :walk > ended_walk AND :walk <= walk\n";

  /// Moves past a page of a walk and numbers it. Until the transaction ends no other page is saved,
  /// so every page up to a number that can be read is there.
  ///
  /// @return the number of the page; empty when the walk was overtaken and moves nothing
  OptionalLong advance(Handle tx, Begun begun, long version, long settled) {
    int moved =
        tx.createUpdate(ADVANCE + STILL_COUNTS)
            .bind("version", version)
            .bind("settled", settled)
            .bind("walk", begun.walk())
            .execute();
    return moved == 0 ? OptionalLong.empty() : OptionalLong.of(lastNumber(tx));
  }

  private static long lastNumber(Handle tx) {
    return tx.createQuery("SELECT LAST_INSERT_ID()").mapTo(Long.class).one();
  }

  private static final String END =
      """
      UPDATE lightspeed_register
      SET began_at = :beganAt,
        ended_at = NOW(6),
        checked_at = IF(:isCheck, NOW(6), checked_at),
        trouble = NULL,
        trouble_version = NULL,
        ended_walk = :walk
      WHERE id = 1
      """
          + STILL_COUNTS;

  /// The walk came to its end.
  ///
  /// @return false when it was overtaken and changes nothing
  boolean end(Handle tx, Begun begun, boolean isCheck) {
    return tx.createUpdate(END)
            .bind("beganAt", begun.at())
            .bind("walk", begun.walk())
            .bind("isCheck", isCheck)
            .execute()
        == 1;
  }

  private static final String TROUBLE =
      """
      UPDATE lightspeed_register
      SET trouble = :words,
        trouble_version = :version
      WHERE id = 1
      """;

  void trouble(Handle tx, String words, long version) {
    tx.createUpdate(TROUBLE).bind("words", words).bind("version", version).execute();
  }

  /// The list does not show what it has shown: until a walk finds that again, each one looks for
  /// it, and those under way, which do not, count for nothing.
  void contradicted(Handle tx, String words, long version) {
    trouble(tx, words, version);
    tx.execute("UPDATE lightspeed_register SET checked_at = NULL, ended_walk = walk WHERE id = 1");
  }

  private static final String IS_KNOWN_TO_SEE_ALL =
      """
      SELECT COUNT(*)
      FROM lightspeed_register
      WHERE seen_with = :token
        AND seen_with_at BETWEEN NOW(6) - INTERVAL 1 HOUR AND NOW(6)
      """;

  /// Whether the token was found to see all outlets within the hour.
  ///
  /// @param token its fingerprint
  boolean isKnownToSeeAll(Handle handle, String token) {
    return handle.createQuery(IS_KNOWN_TO_SEE_ALL).bind("token", token).mapTo(Long.class).one() > 0;
  }

  private static final String SEES_ALL =
      """
      UPDATE lightspeed_register
      SET seen_with = :token,
        seen_with_at = NOW(6)
      WHERE id = 1
      """;

  void seesAll(Handle tx, String token) {
    tx.createUpdate(SEES_ALL).bind("token", token).execute();
  }

  /// Rows of the list are hidden, and were for an unknown time: it is walked from its beginning
  /// next, and walks under way count for nothing.
  void hidden(Handle tx, String words) {
    restart(tx);
    trouble(tx, words, 0);
    tx.execute("UPDATE lightspeed_register SET seen_with = NULL, seen_with_at = NULL WHERE id = 1");
  }

  private static final String OLDEST_UNSETTLED =
      """
      SELECT MIN(version)
      FROM lightspeed_references
      WHERE seen_at > NOW(6) - INTERVAL :seconds SECOND
        AND version > :settled
      """;

  /// The highest version up to which nothing can become visible any more.
  ///
  /// @param patience how long a lower version may become visible after a higher one
  long settledNow(Handle tx, WalkState state, Duration patience) {
    Long oldest =
        tx.createQuery(OLDEST_UNSETTLED)
            .bind("seconds", patience.toSeconds())
            .bind("settled", state.settled())
            .mapTo(Long.class)
            .findOne()
            .orElse(null);
    // Rows known from before a restart lie beyond where the list was walked to since.
    return oldest == null
        ? state.position()
        : Math.min(state.position(), Math.max(state.settled(), before(tx, oldest)));
  }

  private static long before(Handle tx, long version) {
    return tx.createQuery("SELECT MAX(version) FROM lightspeed_references WHERE version < :version")
        .bind("version", version)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private static final String NEWEST =
      """
      SELECT known.version
      FROM lightspeed_references known
      JOIN lightspeed_register walked
        ON walked.id = 1
      WHERE known.gone_at IS NULL
        AND known.status <> ''
        AND (known.version <= walked.position OR known.seen_at > walked.ended_at)
      ORDER BY known.version DESC
      LIMIT 2
      """;

  /// The versions of the newest known row and of the one before it. Rows beyond the end of a list
  /// that was walked from its beginning since they were seen prove nothing any more.
  List<Long> newestVersions(Handle tx) {
    return tx.createQuery(NEWEST).mapTo(Long.class).list();
  }

  private static final String COLUMNS =
      """
      SELECT consignment_id, reference, status, supplier_id, outlet_id, version, is_ours,
        gone_at IS NOT NULL AS is_gone
      FROM lightspeed_references
      """;

  private static final String WITH_REFERENCE =
      COLUMNS
          + """
          WHERE folded_reference = :folded
            OR (has_former AND JSON_CONTAINS(former_references, JSON_QUOTE(:folded)))
          ORDER BY version
          """;

  /// Every consignment that has the reference, or had it before, the oldest first.
  ///
  /// @param folded the reference as it is compared
  List<RegisteredConsignment> withReference(Handle handle, String folded) {
    return handle.createQuery(WITH_REFERENCE).bind("folded", folded).map(MAPPER).list();
  }

  Optional<RegisteredConsignment> find(Handle handle, ConsignmentId id) {
    return handle
        .createQuery(COLUMNS + "WHERE consignment_id = :id")
        .bind("id", id.value())
        .map(MAPPER)
        .findOne();
  }

  private static final String PAGE =
      COLUMNS
          + """
          WHERE version < :before
          ORDER BY version DESC
          LIMIT :limit
          """;

  /// The newest ones below a version.
  List<RegisteredConsignment> page(Handle handle, long before, int limit) {
    return handle.createQuery(PAGE).bind("before", before).bind("limit", limit).map(MAPPER).list();
  }

  static final RowMapper<RegisteredConsignment> MAPPER =
      (row, _) ->
          new RegisteredConsignment(
              new ConsignmentId(row.getString("consignment_id")),
              row.getString("reference"),
              row.getString("status"),
              row.getString("supplier_id"),
              row.getString("outlet_id"),
              row.getLong("version"),
              row.getBoolean("is_ours"),
              row.getBoolean("is_gone"));

  private static final String RESTART =
      """
      UPDATE lightspeed_register
      SET position = 0,
        settled = 0,
        began_at = NULL,
        ended_at = NULL,
        ended_walk = walk,
        trouble = NULL,
        trouble_version = NULL
      WHERE id = 1
      """;

  /// The list is walked from its beginning next, and nothing walked before counts.
  void restart(Handle tx) {
    tx.execute(RESTART);
  }

  void forget(Handle tx) {
    tx.execute("DELETE FROM lightspeed_references");
    tx.execute(
        """
        UPDATE lightspeed_register
        SET position = 0,
          settled = 0,
          began_at = NULL,
          ended_at = NULL,
          ended_walk = walk,
          distrusted_at = NOW(6),
          checked_at = NULL,
          trouble = NULL,
          trouble_version = NULL
        WHERE id = 1
        """);
  }

  void distrust(Handle tx) {
    tx.execute("UPDATE lightspeed_register SET distrusted_at = NOW(6) WHERE id = 1");
  }

  void gone(Handle tx, ConsignmentId id) {
    tx.createUpdate(
            """
            UPDATE lightspeed_references
            SET gone_at = COALESCE(gone_at, NOW(6))
            WHERE consignment_id = :id
            """)
        .bind("id", id.value())
        .execute();
  }

  void markOurs(Handle tx, ConsignmentId id) {
    tx.execute(
        "UPDATE lightspeed_references SET is_ours = TRUE WHERE consignment_id = ?", id.value());
  }

  /// Makes the consignments with this reference a change of their own.
  void compareAgain(Handle tx, String folded) {
    tx.createUpdate(
            """
            UPDATE lightspeed_references
            SET change_number = :change
            WHERE folded_reference = :folded
            """)
        .bind("change", advance(tx, 0, 0))
        .bind("folded", folded)
        .execute();
  }

  /// The changes that orders have not been compared with.
  Changes uncompared(Handle handle) {
    return handle
        .createQuery("SELECT compared_change, change_number FROM lightspeed_register WHERE id = 1")
        .map((row, _) -> new Changes(row.getLong(1), row.getLong(2)))
        .one();
  }

  void compared(Handle tx, Changes changes) {
    tx.createUpdate(
            """
            UPDATE lightspeed_register
            SET compared_change = GREATEST(compared_change, :upTo)
            WHERE id = 1
            """)
        .bind("upTo", changes.upTo())
        .execute();
  }
}
