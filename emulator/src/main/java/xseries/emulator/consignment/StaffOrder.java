package xseries.emulator.consignment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A consignment as staff key it in. Begin with [#of] and add what matters:
///
/// ```java
/// StaffOrder.of("PO-1", outletId, supplierId).line("WCV-10002", 5, "3.20").in(Status.SENT)
/// ```
///
/// @param status where it ends up; of lines of a RECEIVED one that say nothing, all has arrived
/// @param sourceOutletId where a transfer comes from
public record StaffOrder(
    Type type,
    Status status,
    @Nullable String reference,
    String outletId,
    @Nullable String supplierId,
    @Nullable String sourceOutletId,
    String name,
    @Nullable Instant dueAt,
    List<ShopLine> lines) {

  public StaffOrder {
    lines = List.copyOf(lines);
  }

  /// An OPEN purchase order without lines.
  public static StaffOrder of(
      @Nullable String reference, String outletId, @Nullable String supplierId) {
    return new StaffOrder(
        Type.SUPPLIER, Status.OPEN, reference, outletId, supplierId, null, "", null, List.of());
  }

  /// One line more.
  public StaffOrder line(String sku, BigDecimal count, @Nullable BigDecimal cost) {
    return line(new ShopLine(sku, count, null, cost, false));
  }

  /// One line more.
  public StaffOrder line(String sku, int count, String cost) {
    return line(sku, BigDecimal.valueOf(count), new BigDecimal(cost));
  }

  public StaffOrder line(ShopLine line) {
    List<ShopLine> more = new ArrayList<>(lines);
    more.add(line);
    return new StaffOrder(
        type, status, reference, outletId, supplierId, sourceOutletId, name, dueAt, more);
  }

  public StaffOrder in(Status newStatus) {
    return new StaffOrder(
        type, newStatus, reference, outletId, supplierId, sourceOutletId, name, dueAt, lines);
  }
}
