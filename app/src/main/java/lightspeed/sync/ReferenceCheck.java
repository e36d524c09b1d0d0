package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.register.Need;
import lightspeed.register.Register;
import lightspeed.register.RegisterTrouble;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// Tells whether Lightspeed has an order that is to become a draft again: a live consignment of
/// ours under its number. One that is not ours does not keep the order from becoming a draft,
/// because a taken number would be a dead end otherwise; approving judges it again.
///
/// **Threads:** safe.
public final class ReferenceCheck {
  private final Database database;
  private final Register register;
  private final FindGone findGone;

  public ReferenceCheck(SyncParts parts) {
    this.database = parts.database();
    this.register = parts.register();
    this.findGone = new FindGone(parts);
  }

  /// Walks the list to its end, and reads what of ours it has shown under the number, because it
  /// hides what was deleted since. Then [#refusal] can answer. Called outside of any transaction.
  ///
  /// @return which walk counts from now on
  /// @throws RegisterTrouble when the list cannot be walked to its end
  /// @throws lightspeed.xseries.XSeriesException when Lightspeed cannot be asked
  public Need walk(PurchaseOrder order) throws InterruptedException {
    Need need = register.fromNowOn();
    register.ensure(Caller.person(), need);
    for (RegisteredConsignment ours : database.read(handle -> ours(handle, order))) {
      var _ = findGone.read(Caller.person(), ours.id());
    }
    return need;
  }

  /// What is live as far as is known.
  private List<RegisteredConsignment> ours(Handle handle, PurchaseOrder order) {
    return register.withReference(handle, order.publicId()).stream()
        .filter(one -> !one.isGone() && !one.isCancelled())
        .filter(one -> one.isOurs() || isMade(handle, order, one.id().value()))
        .filter(one -> !AnothersConsignment.is(handle, order.id(), one.id()))
        .toList();
  }

  /// The consignment of the order itself, unless others made it.
  private boolean isMade(Handle handle, PurchaseOrder order, String id) {
    return id.equals(order.lightspeedConsignmentId()) && MadeHere.is(handle, order);
  }

  /// Whether the list shows the consignment that the order had in a store that was left, or had
  /// shown it: that store is connected again.
  boolean isBack(Handle handle, PurchaseOrder order) {
    String id = order.lightspeedConsignmentId();
    return id != null && register.find(handle, new ConsignmentId(id)).isPresent();
  }

  /// Why the order must not become a draft; asked in the transaction that makes it one. One
  /// sentence that ends with what to do.
  ///
  /// @param need as [#walk] gave it
  public Optional<String> refusal(Handle tx, PurchaseOrder order, Need need) {
    if (!register.isFresh(tx, need)) {
      return Optional.of(
          "Which order numbers are taken in Lightspeed could not be seen just now, so order "
              + order.publicId()
              + " stays as it is. Ask again: lightspeed-cli po:reopen "
              + order.publicId());
    }
    return ours(tx, order).stream().findFirst().map(one -> isThere(order, one));
  }

  private static String isThere(PurchaseOrder order, RegisteredConsignment ours) {
    String what =
        "Order "
            + order.publicId()
            + " is in Lightspeed: we made consignment "
            + ours.id()
            + (ours.status().isEmpty() ? "" : " (" + ours.status() + ")")
            + ", so it cannot become a draft. ";
    return order.state() == OrderState.CANCELLED
        ? what + "Cancel that consignment in Lightspeed, then reopen the order."
        : what + "Go on with it: lightspeed-cli sync:retry " + order.publicId();
  }
}
