package lightspeed.drift;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.xseries.Consignment;
import org.jspecify.annotations.Nullable;

/// Compares an order with its consignment, field by field. Pure.
public final class Comparison {
  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  public static List<Difference> of(OrderWithLines order, RemoteOrder remote) {
    Comparison comparison = new Comparison();
    comparison.header(order.order(), remote.header());
    comparison.lines(
        ProductTotals.ofOrder(order.lines()), ProductTotals.ofConsignment(remote.lines()));
    return List.copyOf(comparison.differences);
  }

  /// When Lightspeed does not have the consignment any more. Deleted there and cancelled here is
  /// agreement.
  public static List<Difference> withNothing(PurchaseOrder order) {
    if (order.state() == OrderState.CANCELLED) {
      return List.of();
    }
    return List.of(new Difference(Difference.DELETED, order.lightspeedConsignmentId(), null));
  }

  private void header(PurchaseOrder order, Consignment remote) {
    texts("status", RemoteState.statusOf(order.state()), remote.status());
    texts("reference", order.publicId(), remote.reference());
    texts("outlet", order.outletId(), remote.outletId());
    texts("supplier", order.supplierId(), remote.supplierId());
    texts("due_at", moment(order.dueAt()), moment(remote.dueAt()));
  }

  private void lines(Map<String, ProductTotals> here, Map<String, ProductTotals> there) {
    here.forEach(
        (product, ours) -> {
          ProductTotals theirs = there.get(product);
          if (theirs == null) {
            texts("line:" + ours.label(), line(ours), null);
          } else {
            numbers("count:" + ours.label(), ours.count(), theirs.count());
            numbers("cost:" + ours.label(), ours.cost(), theirs.cost());
            numbers("received:" + ours.label(), ours.received(), theirs.received());
          }
        });
    there.forEach(
        (product, theirs) -> {
          if (!here.containsKey(product)) {
            texts("line:" + theirs.label(), null, line(theirs));
          }
        });
  }

  private void texts(String item, @Nullable String here, @Nullable String there) {
    if (!Objects.equals(here, there)) {
      differences.add(new Difference(item, here, there));
    }
  }

  private void numbers(String item, @Nullable BigDecimal here, @Nullable BigDecimal there) {
    texts(item, number(here), number(there));
  }

  private static String line(ProductTotals line) {
    return number(line.count()) + " at " + number(line.cost());
  }

  private static @Nullable String number(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros().toPlainString();
  }

  /// Lightspeed shows whole seconds.
  private static @Nullable String moment(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
