package lightspeed.sync;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Orders of which a part is in Lightspeed, or may be.
public final class HalfSent {
  private HalfSent() {}

  private static final String FIND =
      """
      SELECT c.public_id
      FROM vend_consignments c
      WHERE c.deleted_at IS NULL
        AND c.former_store IS NULL
        AND ((c.state = 'APPROVED' AND c.lightspeed_consignment_id IS NOT NULL)
          OR EXISTS (
            SELECT 1
            FROM lightspeed_sync_log l
            WHERE l.entity_id = c.id
              AND l.status = 'IN_PROGRESS'))
      ORDER BY c.public_id
      LIMIT :limit
      """;

  /// Their numbers, at most `limit`.
  public static List<String> find(Handle handle, int limit) {
    return handle.createQuery(FIND).bind("limit", limit).mapTo(String.class).list();
  }
}
