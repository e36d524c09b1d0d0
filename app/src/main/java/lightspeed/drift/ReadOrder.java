package lightspeed.drift;

import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.drift.ConsignmentLinks.Link;
import lightspeed.drift.ConsignmentLinks.Role;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.FindGone;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesClient;

/// Reads an order as Lightspeed has it now: its consignment, and the parts that are linked to it.
///
/// **Threads:** safe.
public final class ReadOrder {
  private final Database database;
  private final XSeriesClient client;
  private final FindGone findGone;
  private final ConsignmentLinks links = new ConsignmentLinks();

  public ReadOrder(Database database, XSeriesClient client, FindGone findGone) {
    this.database = database;
    this.client = client;
    this.findGone = findGone;
  }

  /// Finds out which consignments that are one too many were deleted: Lightspeed's list hides that.
  /// The register knows afterwards.
  void askForSeconds(Caller caller, PurchaseOrder order) throws InterruptedException {
    for (Link link : database.read(handle -> links.live(handle, order.id()))) {
      if (link.role() == Role.SECOND) {
        var _ = findGone.read(caller, link.consignment());
      }
    }
  }

  /// Reads the order's consignment and its parts.
  ///
  /// @return empty when its consignment is gone
  public Optional<RemoteOrder> read(Caller caller, PurchaseOrder order)
      throws InterruptedException {
    ConsignmentId own = new ConsignmentId(String.valueOf(order.lightspeedConsignmentId()));
    Optional<RemoteOrder> remote = RemoteOrder.read(findGone, client, caller, own);
    List<ConsignmentId> parts =
        database.read(handle -> links.live(handle, order.id())).stream()
            .filter(link -> link.role() == Role.LINKED)
            .map(Link::consignment)
            .toList();
    return remote.isEmpty() || parts.isEmpty()
        ? remote
        : Optional.of(remote.get().withParts(findGone, client, caller, parts));
  }
}
