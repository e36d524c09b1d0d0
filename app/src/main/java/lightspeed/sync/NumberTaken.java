package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Consignment;
import org.jdbi.v3.core.Handle;

/// Warns that the store has the number of an order that was not sent from here, as far as the
/// register knows: it asks Lightspeed nothing, so it is no judgement. [JudgeReference] decides when
/// the order is sent.
final class NumberTaken {
  private final Database database;
  private final PurchaseOrderStore orders;
  private final Register register;
  private final JournalHistory history = new JournalHistory();

  NumberTaken(SyncParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.register = parts.register();
  }

  /// What to tell a person; empty when the number is free for all that is known.
  Optional<String> warning(PurchaseOrderId id) {
    return database.read(
        tx -> {
          // Read beside the register: a worker may have sent it since somebody else read it.
          PurchaseOrder order = orders.find(tx, id).orElseThrow();
          boolean isToBeSent =
              order.state() == OrderState.DRAFT || order.state() == OrderState.APPROVED;
          if (!isToBeSent || order.hasConsignment()) {
            return Optional.empty();
          }
          List<RegisteredConsignment> standing = standing(tx, order);
          return standing.isEmpty() ? Optional.empty() : Optional.of(sentence(order, standing));
        });
  }

  /// What to tell a person who cancels an order of which nothing was sent; empty when nothing is
  /// known to stand under its number. That may be this order, sent by another program or forgotten
  /// by a restore, or somebody else's: only a person can tell, see decision 16.
  Optional<String> leftAlone(Handle tx, PurchaseOrder order) {
    List<RegisteredConsignment> standing =
        standing(tx, order).stream()
            .filter(one -> !one.isCancelled() && !AnothersConsignment.is(tx, order.id(), one.id()))
            .toList();
    List<RegisteredConsignment> coming =
        standing.stream().filter(one -> !one.status().equals(Consignment.RECEIVED)).toList();
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "Lightspeed has the number "
            + order.publicId()
            + " all the same: consignment "
            + words(coming.isEmpty() ? standing : coming)
            + ", which was not sent from here, so it was NOT cancelled there. "
            + (coming.isEmpty()
                ? "It was received, so it cannot be cancelled any more."
                : "If it is this order, cancel it in Lightspeed, or its goods will come."));
  }

  private List<RegisteredConsignment> standing(Handle tx, PurchaseOrder order) {
    List<RegisteredConsignment> known = register.withReference(tx, order.publicId());
    if (known.isEmpty() || history.isInDoubt(tx, order.id())) {
      return List.of(); // What stands there may be its own; its job finds out.
    }
    Set<String> beside = history.sentBeside(tx, order.id());
    Set<String> closed = history.cancelledConsignments(tx, order.id());
    return known.stream()
        .filter(one -> !one.isGone() && !beside.contains(one.id().value()))
        .filter(one -> !one.isCancelled() || !closed.contains(one.id().value()))
        .toList();
  }

  private static String sentence(PurchaseOrder order, List<RegisteredConsignment> standing) {
    String number = order.publicId();
    return "Lightspeed has the number "
        + number
        + " already: consignment "
        + words(standing)
        + ". When the order is sent, it is linked to that consignment only if both are equal line"
        + " by line and it is neither another order's nor received before this order was written;"
        + " otherwise the order stops and nothing is sent. Look: lightspeed-cli register:list"
        + " --reference="
        + number;
  }

  private static String words(List<RegisteredConsignment> all) {
    return all.stream()
        .map(one -> one.id() + (one.status().isEmpty() ? "" : " (" + one.status() + ")"))
        .collect(Collectors.joining(", "));
  }
}
