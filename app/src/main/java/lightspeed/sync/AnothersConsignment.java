package lightspeed.sync;

import java.util.Optional;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// Tells a consignment that belongs to another order here. References are compared folded, so two
/// orders whose numbers differ in case only find each other's consignments: what is another
/// order's is never this one's, whatever it looks like, and no second one of it either.
public final class AnothersConsignment {
  private AnothersConsignment() {}

  private static final String OWNER =
      """
      SELECT public_id
      FROM vend_consignments
      WHERE lightspeed_consignment_id = :consignment
        AND id <> :order
        AND deleted_at IS NULL
      UNION
      SELECT o.public_id
      FROM vend_consignment_links l
      JOIN vend_consignments o
        ON o.id = l.order_id
      WHERE l.consignment_id = :consignment
        AND l.role = 'LINKED'
        AND o.id <> :order
        AND o.deleted_at IS NULL
      UNION
      SELECT o.public_id
      FROM lightspeed_references r
      JOIN vend_consignments o
        ON o.public_id = r.reference
      WHERE r.consignment_id = :consignment
        AND o.id <> :order
        AND o.former_store IS NULL
        AND o.deleted_at IS NULL
      LIMIT 1
      """;

  /// The number of the other order whose consignment it is, of which it is a part, or whose number
  /// it has to the letter, as far as the register knows.
  static Optional<String> owner(Handle handle, PurchaseOrderId order, ConsignmentId consignment) {
    return handle
        .createQuery(OWNER)
        .bind("order", order.value())
        .bind("consignment", consignment.value())
        .mapTo(String.class)
        .findOne();
  }

  public static boolean is(Handle handle, PurchaseOrderId order, ConsignmentId consignment) {
    return owner(handle, order, consignment).isPresent();
  }
}
