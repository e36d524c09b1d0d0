package lightspeed.drift;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// The differences found last, in `lightspeed_drift`. Works in the caller's transaction.
///
/// **Threads:** safe.
public final class DriftStore {
  private static final int LONGEST_VALUE = 512;
  private static final int LONGEST_ITEM = 191;

  /// A difference as it is kept.
  ///
  /// @param foundAt since when it differs like this
  /// @param ignoredBy who wants to see it no more until it changes, null when nobody
  public record Finding(
      PurchaseOrderId order, Difference difference, Instant foundAt, @Nullable String ignoredBy) {}

  private static final String DELETE_OTHERS =
      """
      DELETE FROM lightspeed_drift
      WHERE consignment_id = :order
        AND item NOT IN (<items>)
      RETURNING item
      """;

  private static final String DELETE_ALL =
      """
      DELETE FROM lightspeed_drift
      WHERE consignment_id = :order
      RETURNING item
      """;

  /// An assignment sees what those before it assigned: the values come last.
  private static final String KEEP =
      """
      INSERT INTO lightspeed_drift (consignment_id, item, here, there, grade)
      VALUES (:order, :item, :here, :there, :grade)
      ON DUPLICATE KEY UPDATE
        ignored_by = IF(here <=> VALUES(here) AND there <=> VALUES(there), ignored_by, NULL),
        ignored_at = IF(here <=> VALUES(here) AND there <=> VALUES(there), ignored_at, NULL),
        found_at = IF(here <=> VALUES(here) AND there <=> VALUES(there),
          found_at, CURRENT_TIMESTAMP(6)),
        here = VALUES(here),
        there = VALUES(there),
        grade = VALUES(grade)
      """;

  /// Forgets what orders of a store that is left differed in: nobody can settle it any more.
  public static void forgetHistory(Handle tx) {
    tx.execute(
        """
        DELETE d
        FROM lightspeed_drift d
        JOIN vend_consignments c
          ON c.id = d.consignment_id
        WHERE c.former_store IS NOT NULL
        """);
    tx.execute(
        """
        UPDATE vend_consignments
        SET sync_status = 'SYNCED'
        WHERE former_store IS NOT NULL
          AND sync_status = 'DIFFERS'
        """);
  }

  /// Replaces what was known of the order. What is still the same stays as it is, also ignored.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @return the items that do not differ any more
  public List<String> replace(Handle tx, PurchaseOrderId order, List<Difference> differences) {
    if (differences.isEmpty()) {
      return tx.createQuery(DELETE_ALL).bind("order", order.value()).mapTo(String.class).list();
    }
    List<String> settled =
        tx.createQuery(DELETE_OTHERS)
            .bind("order", order.value())
            .bindList("items", differences.stream().map(DriftStore::item).toList())
            .mapTo(String.class)
            .list();
    PreparedBatch batch = tx.prepareBatch(KEEP);
    for (Difference difference : differences) {
      batch
          .bind("order", order.value())
          .bind("item", item(difference))
          .bind("here", capped(difference.here(), LONGEST_VALUE))
          .bind("there", capped(difference.there(), LONGEST_VALUE))
          .bind("grade", difference.grade().name())
          .add();
    }
    batch.execute();
    return settled;
  }

  private static final String IGNORE =
      """
      UPDATE lightspeed_drift
      SET ignored_by = :actor,
        ignored_at = CURRENT_TIMESTAMP(6)
      WHERE consignment_id = :order
        AND ignored_at IS NULL
      """;

  /// Shows what differs now no more, until it changes.
  ///
  /// @return how many differences that were
  int ignore(Handle tx, PurchaseOrderId order, String actor) {
    return tx.createUpdate(IGNORE).bind("order", order.value()).bind("actor", actor).execute();
  }

  private static final String OF_ORDER =
      """
      SELECT consignment_id, item, here, there, grade, found_at, ignored_by
      FROM lightspeed_drift
      WHERE consignment_id = :order
      ORDER BY item
      """;

  public List<Finding> of(Handle handle, PurchaseOrderId order) {
    return handle
        .createQuery(OF_ORDER)
        .bind("order", order.value())
        .map(
            row ->
                new Finding(
                    new PurchaseOrderId(row.getColumn("consignment_id", String.class)),
                    new Difference(
                        row.getColumn("item", String.class),
                        row.getColumn("here", String.class),
                        row.getColumn("there", String.class),
                        row.getColumn("grade", Grade.class)),
                    row.getColumn("found_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    row.getColumn("ignored_by", String.class)))
        .list();
  }

  private static String item(Difference difference) {
    return String.valueOf(capped(difference.item(), LONGEST_ITEM));
  }

  private static @Nullable String capped(@Nullable String value, int length) {
    return value == null || value.length() <= length ? value : value.substring(0, length);
  }
}
