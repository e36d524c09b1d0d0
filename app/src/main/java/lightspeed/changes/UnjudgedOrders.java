package lightspeed.changes;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Orders of which another consignment has the number, as a walk saw, and that nothing has judged
/// yet: the comparison has not come to it, or its job waits.
public final class UnjudgedOrders {
  private UnjudgedOrders() {}

  private static final String FIND =
      """
      SELECT o.public_id
      FROM lightspeed_references r
      JOIN lightspeed_register walked
        ON r.change_number > walked.compared_change
      JOIN vend_consignments o
        ON o.folded_public_id = r.folded_reference
      WHERE r.gone_at IS NULL
        AND r.status <> 'CANCELLED'
        AND NOT (r.consignment_id <=> o.lightspeed_consignment_id)
        AND (o.lightspeed_consignment_id IS NOT NULL OR o.state = 'CANCELLED')
        AND o.former_store IS NULL
        AND o.deleted_at IS NULL
        AND NOT EXISTS (
          SELECT 1
          FROM vend_consignment_links l
          WHERE l.order_id = o.id
            AND l.consignment_id = r.consignment_id)
      UNION
      SELECT o.public_id
      FROM queue_jobs j
      JOIN vend_consignments o
        ON o.id = JSON_VALUE(j.payload, '$.purchase_order_id')
      WHERE j.job_type = :judge
        AND j.status IN ('PENDING', 'PROCESSING')
      ORDER BY public_id
      LIMIT 20
      """;

  /// Their numbers, twenty at most.
  public static List<String> find(Handle handle) {
    return handle
        .createQuery(FIND)
        .bind("judge", JudgeSecond.TYPE.name())
        .mapTo(String.class)
        .list();
  }
}
