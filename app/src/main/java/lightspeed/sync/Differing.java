package lightspeed.sync;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lightspeed.purchaseorder.DueDates;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentProduct;
import org.jspecify.annotations.Nullable;

/// One thing that an order and a consignment that is not its own yet say differently.
///
/// @param item such as `supplier` or `count:SKU-1`
/// @param here what the order says, null when it says nothing
/// @param there what Lightspeed says, null when it says nothing
public record Differing(String item, @Nullable String here, @Nullable String there) {
  static final String SUPPLIER = "supplier";

  /// All that differs: header first, then every line.
  ///
  /// @param outlet the zone of the order's outlet, in which due dates are days
  static List<Differing> between(
      ResolvedOrder resolved, Consignment header, List<ConsignmentProduct> lines, ZoneId outlet) {
    PurchaseOrder order = resolved.order();
    List<Differing> found = new ArrayList<>();
    add(found, "reference", order.publicId(), header.reference());
    add(found, SUPPLIER, resolved.supplierId(), header.supplierId());
    add(found, "outlet", resolved.outletId(), header.outletId());
    add(found, "due_at", day(order.dueAt()), day(DueDates.dayOf(header.dueAt(), outlet)));
    LineDifference difference = LineDifference.between(resolved.lines(), lines);
    for (ExpectedLine absent : difference.absent()) {
      found.add(new Differing("line:" + absent.sku(), line(absent.count(), absent.cost()), null));
    }
    for (WrongLine wrong : difference.wrong()) {
      String sku = wrong.expected().sku();
      add(found, "count:" + sku, number(wrong.expected().count()), number(wrong.actual().count()));
      add(found, "cost:" + sku, number(wrong.expected().cost()), number(wrong.actual().cost()));
    }
    for (ConsignmentProduct stranger : difference.strangers()) {
      found.add(
          new Differing(
              "line:" + ConsignmentLines.label(stranger),
              null,
              line(stranger.count(), stranger.cost())));
    }
    return List.copyOf(found);
  }

  private static void add(
      List<Differing> found, String item, @Nullable String here, @Nullable String there) {
    if (!Objects.equals(here, there)) {
      found.add(new Differing(item, here, there));
    }
  }

  private static String line(BigDecimal count, @Nullable BigDecimal cost) {
    return number(count) + " at " + number(cost);
  }

  private static @Nullable String number(@Nullable BigDecimal number) {
    return number == null ? null : number.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String day(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
