package lightspeed.changes;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Up to which version the consignments were read, `consignments.polled` in `sync_cursors`.
///
/// Versions grow with every change of anything, so an order that was sent after the cursor moved
/// has a higher one. If one has a lower version, the cursor was moved by an answer that was not
/// true, and changes would be missed: it steps back.
final class PollCursor {
  private static final String NAME = "consignments.polled";

  private PollCursor() {}

  private static final String READ =
      """
      SELECT version
      FROM sync_cursors
      WHERE name = :name
      """;

  /// Later than all that has been applied of some order that can still change, when nothing was
  /// read yet: what changed since then has a higher version.
  private static final String BEGINNING =
      """
      SELECT MIN(COALESCE(lightspeed_version, 0))
      FROM vend_consignments
      WHERE lightspeed_consignment_id IS NOT NULL
        AND transfer_category = 'PURCHASE_ORDER'
        AND deleted_at IS NULL
      """;

  private static final String LATER_BUT_LOWER =
      """
      SELECT MIN(c.lightspeed_version)
      FROM sync_cursors s
      JOIN lightspeed_sync_log l
        ON l.created_at > s.updated_at
        AND l.operation = 'UPDATE_LOCAL'
      JOIN vend_consignments c
        ON c.id = l.entity_id
      WHERE s.name = :name
        AND c.lightspeed_version > 0
        AND c.lightspeed_version < s.version
      """;

  private static final String WRITE =
      """
      INSERT INTO sync_cursors (name, version)
      VALUES (:name, :version)
      ON DUPLICATE KEY UPDATE version = VALUES(version),
        updated_at = CURRENT_TIMESTAMP(6)
      """;

  /// Where to begin; empty when no order of ours is in Lightspeed, so that there is nothing to ask.
  static Optional<Long> start(Handle handle) {
    Optional<Long> known = one(handle, READ);
    if (known.isEmpty()) {
      return handle.createQuery(BEGINNING).mapTo(Long.class).findOne().map(PollCursor::justBefore);
    }
    return Optional.of(
        one(handle, LATER_BUT_LOWER).map(PollCursor::justBefore).orElse(known.get()));
  }

  private static long justBefore(long version) {
    return Math.max(0, version - 1);
  }

  static void move(Handle tx, long version) {
    tx.createUpdate(WRITE).bind("name", NAME).bind("version", version).execute();
  }

  private static Optional<Long> one(Handle handle, String sql) {
    return handle.createQuery(sql).bind("name", NAME).mapTo(Long.class).findOne();
  }
}
