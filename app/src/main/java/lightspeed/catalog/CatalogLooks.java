package lightspeed.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;

/// When each list of the catalogue was last read to its end, and from where the next look begins,
/// in `catalog_looks`. All times are the database's. Works in the caller's transaction.
///
/// A row can become visible after one with a higher version. So a look begins where one ended that
/// began two minutes before, not where the last one ended.
///
/// **Threads:** safe.
public final class CatalogLooks {
  private static final String AGE =
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, began_at, CURRENT_TIMESTAMP(6))
      FROM catalog_looks
      WHERE list = :list
        AND began_at IS NOT NULL
      """;

  /// How long ago the last look began that came to the end; empty when none did, or when the
  /// database's clock went back behind it, so that nothing can be said.
  public Optional<Duration> age(Handle handle, CatalogList list) {
    return handle
        .createQuery(AGE)
        .bind("list", list.cursor())
        .mapTo(Long.class)
        .findOne()
        .filter(micros -> micros >= 0)
        .map(micros -> Duration.ofNanos(micros * 1000));
  }

  private static final String START =
      """
      SELECT COALESCE(l.settled, c.version)
      FROM sync_cursors c
      LEFT JOIN catalog_looks l
        ON l.list = c.name
      WHERE c.name = :list
      """;

  /// From which version the next look begins; empty when nothing was read yet.
  public OptionalLong start(Handle handle, CatalogList list) {
    Optional<Long> version =
        handle.createQuery(START).bind("list", list.cursor()).mapTo(Long.class).findOne();
    return version.isPresent() ? OptionalLong.of(version.get()) : OptionalLong.empty();
  }

  /// The database's time, for [#ended].
  public Instant now(Handle handle) {
    return handle
        .createQuery("SELECT CURRENT_TIMESTAMP(6) AS moment")
        .map((row, _) -> Utc.get(row, "moment"))
        .one();
  }

  private static final String ENDED =
      """
      INSERT INTO catalog_looks (list, began_at, settling, settling_at)
      VALUES (:list, :began, :position, :began)
      ON DUPLICATE KEY UPDATE
        trouble = NULL,
        trouble_at = NULL,
        began_at = VALUES(began_at),
        settled = IF(settling_at <= VALUES(settling_at) - INTERVAL 2 MINUTE, settling, settled),
        settling = IF(settling_at > VALUES(settling_at) - INTERVAL 2 MINUTE
            AND settling_at <= VALUES(settling_at),
          settling, VALUES(settling)),
        settling_at = IF(settling_at > VALUES(settling_at) - INTERVAL 2 MINUTE
            AND settling_at <= VALUES(settling_at),
          settling_at, VALUES(settling_at))
      """;

  /// A look came to the end of the list.
  ///
  /// @param began when it began, by the database's clock
  /// @param position the highest version known now
  public void ended(Handle tx, CatalogList list, Instant began, long position) {
    tx.createUpdate(ENDED)
        .bind("list", list.cursor())
        .bind("began", Utc.of(began))
        .bind("position", position)
        .execute();
  }

  private static final String FAILED =
      """
      INSERT INTO catalog_looks (list, trouble, trouble_at)
      VALUES (:list, :reason, CURRENT_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE
        trouble_at = COALESCE(trouble_at, VALUES(trouble_at)),
        trouble = VALUES(trouble)
      """;

  private static final String TROUBLE =
      """
      SELECT trouble
      FROM catalog_looks
      WHERE list = :list
        AND trouble IS NOT NULL
      """;

  /// The list cannot be read, and waiting would not help.
  ///
  /// @return whether that is news
  public boolean failed(Handle tx, CatalogList list, String reason) {
    boolean isKnown =
        tx.createQuery(TROUBLE)
            .bind("list", list.cursor())
            .mapTo(String.class)
            .findOne()
            .filter(reason::equals)
            .isPresent();
    tx.createUpdate(FAILED).bind("list", list.cursor()).bind("reason", reason).execute();
    return !isKnown;
  }
}
