package lightspeed.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;

/// Finds consignments by our reference, as of a walk that begins now; each is read.
final class OurConsignments {
  private final Database database;
  private final Register register;
  private final FindGone findGone;
  private final String outletId;
  private final String reference;

  OurConsignments(SyncParts parts, String outletId, String reference) {
    this.database = parts.database();
    this.register = parts.register();
    this.findGone = new FindGone(parts);
    this.outletId = outletId;
    this.reference = reference;
  }

  /// The oldest live one with a version above `after`.
  Optional<Consignment> firstAfter(Caller caller, long after) throws InterruptedException {
    return allAfter(caller, after).stream().findFirst();
  }

  /// All live ones with a version above `after`, the oldest first.
  List<Consignment> allAfter(Caller caller, long after) throws InterruptedException {
    register.ensure(caller, register.fromNowOn());
    List<Consignment> found = new ArrayList<>();
    for (RegisteredConsignment one :
        database.read(handle -> register.withReference(handle, reference))) {
      if (!one.isGone() && one.version() > after) {
        findGone.read(caller, one.id()).filter(this::isOurs).ifPresent(found::add);
      }
    }
    return found;
  }

  private boolean isOurs(Consignment consignment) {
    return consignment.type().equals(Consignment.SUPPLIER)
        && consignment.outletId().equals(outletId);
  }
}
