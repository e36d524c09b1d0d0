package lightspeed.drift;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.purchaseorder.DueDates;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.xseries.Consignment;
import org.jspecify.annotations.Nullable;

/// Compares an order with its consignment, field by field. Pure.
public final class Comparison {
  private static final int DECIMALS = 5;

  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  /// What the two say differently.
  ///
  /// @param outlet the zone of the consignment's outlet, in which its due date is a day
  public static List<Difference> of(OrderWithLines order, RemoteOrder remote, ZoneId outlet) {
    Comparison comparison = new Comparison();
    comparison.header(order.order(), remote.header(), outlet);
    comparison.lines(ProductTotals.ofOrder(order.lines()), remote.products());
    return List.copyOf(comparison.differences);
  }

  /// When Lightspeed does not have the consignment any more. What is cancelled here and deleted
  /// there agrees; what never had one cannot lose it.
  public static List<Difference> withNothing(PurchaseOrder order) {
    return order.state() == OrderState.CANCELLED || !order.hasConsignment()
        ? List.of()
        : List.of(Difference.loud(Difference.DELETED, order.lightspeedConsignmentId(), null));
  }

  private void header(PurchaseOrder order, Consignment remote, ZoneId outlet) {
    texts("status", RemoteState.statusOf(order.state()), remote.status());
    texts("reference", order.publicId(), remote.reference());
    texts("outlet", order.outletId(), remote.outletId());
    texts("supplier", order.supplierId(), remote.supplierId());
    texts("due_at", day(order.dueAt()), day(DueDates.dayOf(remote.dueAt(), outlet)));
  }

  private void lines(Map<String, ProductTotals> here, Map<String, ProductTotals> there) {
    here.forEach(
        (product, ours) -> {
          ProductTotals theirs = there.get(product);
          if (theirs == null) {
            texts("line:" + ours.label(), line(ours), null);
          } else {
            differences.addAll(counts(ours, theirs));
            numbers("cost:" + ours.label(), ours.cost(), theirs.cost());
            numbers("received:" + ours.label(), ours.received(), theirs.received());
          }
        });
    there.forEach(
        (product, theirs) -> {
          if (!here.containsKey(product) && theirs.isAny()) {
            Grade grade = theirs.count().signum() > 0 ? Grade.LOUD : Grade.PLAIN;
            differences.add(new Difference("line:" + theirs.label(), null, line(theirs), grade));
          }
        });
  }

  /// More than was ordered is loud whoever caused it: goods that nobody here asked for are on their
  /// way, and nothing tells a person's edit from anything else until a person says so.
  private static List<Difference> counts(ProductTotals ours, ProductTotals theirs) {
    int surplus = kept(theirs.count()).compareTo(kept(ours.count()));
    if (surplus == 0) {
      return List.of();
    }
    Grade grade = surplus > 0 ? Grade.LOUD : Grade.PLAIN;
    return List.of(
        new Difference(
            "count:" + ours.label(), number(ours.count()), number(theirs.count()), grade));
  }

  private void texts(String item, @Nullable String here, @Nullable String there) {
    if (!Objects.equals(here, there)) {
      differences.add(Difference.plain(item, here, there));
    }
  }

  private void numbers(String item, @Nullable BigDecimal here, @Nullable BigDecimal there) {
    texts(item, number(here), number(there));
  }

  private static String line(ProductTotals line) {
    return number(line.count()) + " at " + number(line.cost());
  }

  private static @Nullable String number(@Nullable BigDecimal number) {
    return number == null ? null : kept(number).stripTrailingZeros().toPlainString();
  }

  /// As our tables keep it: what is finer than that cannot be taken over and is no difference.
  private static BigDecimal kept(BigDecimal number) {
    return number.setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  private static @Nullable String day(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
