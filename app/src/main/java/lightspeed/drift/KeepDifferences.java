package lightspeed.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.drift.ConsignmentLinks.Link;
import lightspeed.drift.ConsignmentLinks.Role;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.OrderNotes;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// Keeps what an order and Lightspeed say differently, and says so in the order's sync status. The
/// one place that decides whether they agree.
///
/// **Threads:** safe.
public final class KeepDifferences {
  private final PurchaseOrderStore orders;
  private final DriftStore drift;
  private final ConsignmentLinks links = new ConsignmentLinks();

  public KeepDifferences(PurchaseOrderStore orders, DriftStore drift) {
    this.orders = orders;
    this.drift = drift;
  }

  /// Compares in the caller's transaction.
  ///
  /// @param remote as it was read; empty when Lightspeed does not have it any more
  public void in(Handle tx, PurchaseOrder order, Optional<RemoteOrder> remote) {
    List<Difference> differences = new ArrayList<>();
    if (remote.isEmpty()) {
      differences.addAll(Comparison.withNothing(order));
      orders.markDeletedThere(tx, order.id());
    } else {
      differences.addAll(Differences.of(tx, orders.withLines(tx, order.id()), remote.get()));
    }
    for (Link link : links.live(tx, order.id())) {
      if (link.role() == Role.SECOND) {
        differences.add(
            Difference.loud(Difference.SECOND + link.consignment().value(), null, link.status()));
      }
    }
    for (String settled : drift.replace(tx, order.id(), differences)) {
      if (settled.startsWith(Difference.SECOND)) {
        String id = settled.substring(Difference.SECOND.length());
        if (links.isGone(tx, new ConsignmentId(id))) {
          OrderNotes.secondDeleted(tx, order, id);
        }
      }
    }
    mark(tx, order);
  }

  /// After differences were settled or left.
  void mark(Handle tx, PurchaseOrder order) {
    boolean differs =
        drift.of(tx, order.id()).stream().anyMatch(finding -> finding.ignoredBy() == null);
    orders.markAgreement(tx, order.id(), differs);
  }
}
