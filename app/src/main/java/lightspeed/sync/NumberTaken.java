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
import org.jdbi.v3.core.Handle;

/// Warns beforehand that the store has the number of an order that is yet to be sent, as far as the
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
        + standing.stream().map(NumberTaken::words).collect(Collectors.joining(", "))
        + ". When the order is sent, it is linked to that consignment if both are equal line by"
        + " line; otherwise it stops and nothing is sent. Look: lightspeed-cli register:list"
        + " --reference="
        + number;
  }

  private static String words(RegisteredConsignment one) {
    return one.id() + (one.status().isEmpty() ? "" : " (" + one.status() + ")");
  }
}
