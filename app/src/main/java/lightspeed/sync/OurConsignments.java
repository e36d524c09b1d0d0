package lightspeed.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lightspeed.db.Database;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;

/// Finds consignments by our reference, as of a walk that begins now; each is read.
final class OurConsignments {
  private final Database database;
  private final Register register;
  private final XSeriesClient client;
  private final FindGone findGone;
  private final JournalHistory history = new JournalHistory();
  private final PurchaseOrder order;
  private final String outletId;

  /// @param outletId of the order
  OurConsignments(SyncParts parts, PurchaseOrder order, String outletId) {
    this.database = parts.database();
    this.register = parts.register();
    this.client = parts.client();
    this.findGone = new FindGone(parts);
    this.order = order;
    this.outletId = outletId;
  }

  /// The oldest one with a version above `after` that a create of ours may have made, and that
  /// nobody has touched since but us and those who cancelled it.
  Optional<Consignment> firstUntouchedAfter(Caller caller, long after) throws InterruptedException {
    for (Consignment one : allAfter(caller, after)) {
      boolean isUnsent =
          one.status().equals(Consignment.OPEN) || one.status().equals(Consignment.CANCELLED);
      if (isUnsent && isExplained(one, ConsignmentLines.read(client, caller, one.id()))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// Whether our own requests explain all of it: it has the order's supplier, and no lines but
  /// those that we announced for it.
  boolean isExplained(Consignment one, List<ConsignmentProduct> lines) {
    Explanation explanation =
        new Explanation(database.read(tx -> history.lineWrites(tx, order.id(), one.id().value())));
    return Objects.equals(one.supplierId(), order.supplierId())
        && lines.stream()
            .allMatch(
                line ->
                    explanation.explains(
                        line.productId().value(), new Amount(line.count(), line.cost())));
  }

  /// All live ones with a version above `after` but those beside which a person wanted the order
  /// sent, the oldest first.
  List<Consignment> allAfter(Caller caller, long after) throws InterruptedException {
    register.ensure(caller, register.fromNowOn());
    Set<String> beside = database.read(handle -> history.sentBeside(handle, order.id()));
    List<Consignment> found = new ArrayList<>();
    for (RegisteredConsignment one :
        database.read(handle -> register.withReference(handle, order.publicId()))) {
      if (!one.isGone() && one.version() > after && !beside.contains(one.id().value())) {
        findGone.read(caller, one.id()).filter(this::isOurs).ifPresent(found::add);
      }
    }
    return found;
  }

  private boolean isOurs(Consignment consignment) {
    return consignment.type().equals(Consignment.SUPPLIER)
        && consignment.outletId().equals(outletId)
        && !database.read(tx -> AnothersConsignment.is(tx, order.id(), consignment.id()));
  }
}
