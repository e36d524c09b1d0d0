package lightspeed.drift;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import lightspeed.catalog.OutletZones;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.sync.AnotherSku;
import org.jdbi.v3.core.Handle;

/// All that an order and its consignment say differently: what [Comparison] finds in the two, and
/// lines whose SKU means another product since they were sent. Works in the caller's transaction.
public final class Differences {
  private static final String SKU = "sku:";

  private static final String MOVED =
      """
      SELECT DISTINCT m.sku,
        CONCAT('product "', COALESCE(meant.name, ''), '" (', m.means_now, ')') AS here,
        CONCAT('product "', COALESCE(was.name, ''), '" (', m.sent_as, ')') AS there
      FROM lightspeed_moved_skus m
      JOIN vend_consignment_line_items line
        ON line.consignment_id = m.order_id
        AND line.sku = m.sku
        AND line.product_id = m.sent_as
      LEFT JOIN vend_products meant
        ON meant.id = m.means_now
      LEFT JOIN vend_products was
        ON was.id = m.sent_as
      WHERE m.order_id = :order
      ORDER BY m.sku
      """;

  private Differences() {}

  public static List<Difference> of(Handle tx, OrderWithLines order, RemoteOrder remote) {
    ZoneId outlet = OutletZones.of(tx, remote.header().outletId());
    List<Difference> all = new ArrayList<>(Comparison.of(order, remote, outlet));
    List<Difference> moved = moved(tx, order);
    all.addAll(moved);
    for (AnotherSku other : AnotherSku.among(tx, order.lines(), remote.allLines())) {
      // A renamed product is a person's edit; one that took the SKU of another is told above.
      Difference difference =
          Difference.plain(SKU + other.ordered(), other.ordered(), other.there());
      if (moved.stream().noneMatch(known -> known.item().equals(difference.item()))) {
        all.add(difference);
      }
    }
    return List.copyOf(all);
  }

  /// Lines that were sent as one product while Lightspeed gave their SKU to another.
  private static List<Difference> moved(Handle tx, OrderWithLines order) {
    return tx.createQuery(MOVED)
        .bind("order", order.order().id().value())
        .map(
            row ->
                Difference.loud(
                    SKU + row.getColumn("sku", String.class),
                    row.getColumn("here", String.class),
                    row.getColumn("there", String.class)))
        .list();
  }
}
