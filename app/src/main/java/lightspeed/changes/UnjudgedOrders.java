package lightspeed.changes;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.AnothersConsignment;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Orders of which another consignment has the number, as a walk saw, and that nothing has judged
/// yet: the comparison has not come to it, or its job waits.
public final class UnjudgedOrders {
  private UnjudgedOrders() {}

  private static final int MOST = 20;

  private static final String SEEN =
      """
      SELECT o.id AS order_id, o.public_id, r.consignment_id
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
      """;

  private static final String WAITING =
      """
      SELECT DISTINCT o.public_id
      FROM queue_jobs j
      JOIN vend_consignments o
        ON o.id = JSON_VALUE(j.payload, '$.purchase_order_id')
      WHERE j.job_type = :judge
        AND j.status IN ('PENDING', 'PROCESSING')
      ORDER BY public_id
      LIMIT :most
      """;

  /// Their numbers, twenty at most.
  public static List<String> find(Handle handle) {
    Set<String> found = new TreeSet<>();
    try (Stream<Seen> seen = handle.createQuery(SEEN).map(Seen.MAPPER).stream()) {
      seen.filter(one -> !AnothersConsignment.is(handle, one.order(), one.consignment()))
          .limit(MOST)
          .forEach(one -> found.add(one.number()));
    }
    found.addAll(
        handle
            .createQuery(WAITING)
            .bind("judge", JudgeSecond.TYPE.name())
            .bind("most", MOST)
            .mapTo(String.class)
            .list());
    return found.stream().limit(MOST).toList();
  }

  private record Seen(PurchaseOrderId order, String number, ConsignmentId consignment) {
    static final RowMapper<Seen> MAPPER =
        (row, _) ->
            new Seen(
                new PurchaseOrderId(row.getString("order_id")),
                row.getString("public_id"),
                new ConsignmentId(row.getString("consignment_id")));
  }
}
