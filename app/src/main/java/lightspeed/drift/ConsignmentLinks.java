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
        AND r.gone_at IS NULL
        AND COALESCE(r.status, l.status, '') <> 'CANCELLED'
      ORDER BY l.found_at, l.consignment_id
      """;

  /// Those of the order that are neither cancelled nor gone, as far as the register knows.
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
