package lightspeed.drift;

import java.util.List;
import java.util.Optional;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// The further consignments of an order, in `vend_consignment_links`. Works in the caller's
/// transaction.
///
/// **Threads:** safe.
public final class ConsignmentLinks {

  /// What a further consignment is to its order.
  public enum Role {
    /// Part of the order, such as the rest of a partial receipt: its receipts count.
    LINKED,
    /// One too many: a person looks.
    SECOND
  }

  /// A further consignment.
  ///
  /// @param status as the register knows it, verbatim
  public record Link(ConsignmentId consignment, Role role, String status) {}

  private static final String ADD =
      """
      INSERT INTO vend_consignment_links (order_id, consignment_id, role, status, version)
      VALUES (:order, :consignment, :role, :status, :version)
      ON DUPLICATE KEY UPDATE
        role = VALUES(role),
        status = VALUES(status),
        version = VALUES(version)
      """;

  /// **Twice:** changes nothing.
  ///
  /// @return whether it is new, or was something else before
  public boolean add(
      Handle tx,
      PurchaseOrderId order,
      ConsignmentId consignment,
      Role role,
      String status,
      long version) {
    boolean isNew = roleOf(tx, order, consignment).filter(role::equals).isEmpty();
    tx.createUpdate(ADD)
        .bind("order", order.value())
        .bind("consignment", consignment.value())
        .bind("role", role.name())
        .bind("status", status)
        .bind("version", version)
        .execute();
    return isNew;
  }

  /// It is nothing to this order any more.
  ///
  /// **Twice:** changes nothing.
  public void remove(Handle tx, PurchaseOrderId order, ConsignmentId consignment) {
    tx.createUpdate(
            """
            DELETE FROM vend_consignment_links
            WHERE order_id = :order
              AND consignment_id = :consignment
            """)
        .bind("order", order.value())
        .bind("consignment", consignment.value())
        .execute();
  }

  /// What it is to this order; empty when it is nothing yet.
  public Optional<Role> roleOf(Handle handle, PurchaseOrderId order, ConsignmentId consignment) {
    return handle
        .createQuery(
            """
            SELECT role
            FROM vend_consignment_links
            WHERE order_id = :order
              AND consignment_id = :consignment
            """)
        .bind("order", order.value())
        .bind("consignment", consignment.value())
        .mapTo(Role.class)
        .findOne();
  }

  private static final String LIVE =
      """
      SELECT l.consignment_id, l.role, COALESCE(r.status, l.status, '') AS status
      FROM vend_consignment_links l
      LEFT JOIN lightspeed_references r
        ON r.consignment_id = l.consignment_id
      WHERE l.order_id = :order
        AND (r.gone_at IS NULL OR (l.role = 'SECOND' AND r.status = 'RECEIVED'))
        AND COALESCE(r.status, l.status, '') <> 'CANCELLED'
      ORDER BY l.found_at, l.consignment_id
      """;

  /// Those of the order that are neither cancelled nor gone, as far as the register knows. One that
  /// is too many and was received before it was deleted still counts: its goods are in the shop.
  public List<Link> live(Handle handle, PurchaseOrderId order) {
    return handle
        .createQuery(LIVE)
        .bind("order", order.value())
        .map(
            (row, _) ->
                new Link(
                    new ConsignmentId(row.getString("consignment_id")),
                    Role.valueOf(row.getString("role")),
                    row.getString("status")))
        .list();
  }

  private static final String ORDERED_SECOND =
      """
      SELECT l.consignment_id
      FROM vend_consignment_links l
      LEFT JOIN lightspeed_references r
        ON r.consignment_id = l.consignment_id
      LEFT JOIN lightspeed_drift d
        ON d.consignment_id = l.order_id
        AND d.item = CONCAT(:item, l.consignment_id)
      WHERE l.order_id = :order
        AND l.role = 'SECOND'
        AND COALESCE(r.status, l.status, '') NOT IN ('OPEN', 'CANCELLED')
        AND (r.gone_at IS NULL OR r.status = 'RECEIVED')
        AND d.ignored_at IS NULL
      ORDER BY l.found_at, l.consignment_id
      LIMIT 1
      """;

  /// One that is too many, was sent or received, and that nobody left as it is: its goods may be
  /// what the order lacks.
  Optional<ConsignmentId> orderedSecond(Handle handle, PurchaseOrderId order) {
    return handle
        .createQuery(ORDERED_SECOND)
        .bind("order", order.value())
        .bind("item", Difference.SECOND)
        .mapTo(String.class)
        .findOne()
        .map(ConsignmentId::new);
  }

  /// Whether the register knows that it was deleted.
  boolean isGone(Handle handle, ConsignmentId consignment) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM lightspeed_references
              WHERE consignment_id = :consignment
                AND gone_at IS NOT NULL)
            """)
        .bind("consignment", consignment.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// A consignment that is one too many for an order.
  public record Second(PurchaseOrderId order, ConsignmentId consignment) {}

  private static final String UNSETTLED =
      """
      SELECT l.order_id, l.consignment_id
      FROM vend_consignment_links l
      JOIN lightspeed_drift d
        ON d.consignment_id = l.order_id
        AND d.item = CONCAT(:item, l.consignment_id)
        AND d.ignored_at IS NULL
      LEFT JOIN lightspeed_references r
        ON r.consignment_id = l.consignment_id
      WHERE l.role = 'SECOND'
        AND r.gone_at IS NULL
        AND NOT EXISTS (
          SELECT 1
          FROM queue_jobs j
          WHERE j.unique_key BETWEEN CONCAT(:job, l.order_id, ':', l.consignment_id, ':1')
              AND CONCAT(:job, l.order_id, ':', l.consignment_id, ':8')
            AND (j.status IN ('PENDING', 'PROCESSING')
              OR j.finished_at BETWEEN NOW(6) - INTERVAL 1 HOUR AND NOW(6)))
      ORDER BY l.found_at, l.consignment_id
      LIMIT 20
      """;

  /// The oldest few that nobody left and nobody has looked at for an hour. Lightspeed's list hides
  /// what is deleted, so they must be asked for.
  ///
  /// @param jobKey what the unique key of a job that looks at one begins with, before the ids of
  ///     order and consignment and the number of [lightspeed.job.OneWaiting]
  public List<Second> unsettled(Handle handle, String jobKey) {
    return handle
        .createQuery(UNSETTLED)
        .bind("item", Difference.SECOND)
        .bind("job", jobKey)
        .map(
            (row, _) ->
                new Second(
                    new PurchaseOrderId(row.getString("order_id")),
                    new ConsignmentId(row.getString("consignment_id"))))
        .list();
  }

  /// The order that this consignment is linked to as a part.
  public Optional<PurchaseOrderId> orderOf(Handle handle, String consignmentId) {
    return handle
        .createQuery(
            """
            SELECT order_id
            FROM vend_consignment_links
            WHERE consignment_id = :consignment
              AND role = 'LINKED'
            LIMIT 1
            """)
        .bind("consignment", consignmentId)
        .mapTo(String.class)
        .findOne()
        .map(PurchaseOrderId::new);
  }
}
