package lightspeed.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import org.jspecify.annotations.Nullable;

/// An order as programs see it; members as in the JSON of commands.
///
/// @param lockVersion grows by one at every change; also the ETag
/// @param lineItems null in lists
record OrderView(
    String id,
    String publicId,
    OrderState state,
    SyncStatus syncStatus,
    String supplier,
    @Nullable String supplierId,
    String outlet,
    @Nullable String outletId,
    @Nullable String supplierInvoice,
    @Nullable String notes,
    @Nullable LocalDate dueAt,
    int lines,
    BigDecimal totalQuantity,
    BigDecimal totalCost,
    @Nullable String createdBy,
    @Nullable String approvedBy,
    @Nullable Instant approvedAt,
    @Nullable Instant sentAt,
    @Nullable String lightspeedConsignmentId,
    @Nullable String lightspeedStatus,
    @Nullable String lastError,
    int lockVersion,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String formerStore,
    @Nullable List<LineView> lineItems,
    @Nullable List<String> warnings) {

  /// A line as programs see it.
  record LineView(
      int number,
      String sku,
      @Nullable String productId,
      @Nullable String name,
      BigDecimal quantity,
      BigDecimal unitCost,
      BigDecimal quantityReceived,
      BigDecimal quantityOpen,
      BigDecimal quantityOver) {
    static LineView of(LineItem line) {
      return new LineView(
          line.number(),
          line.sku(),
          line.productId(),
          line.name(),
          line.quantity(),
          line.unitCost(),
          line.quantityReceived(),
          line.quantityOpen(),
          line.quantityOver());
    }
  }

  static OrderView of(OrderWithLines found) {
    return of(found.order(), linesOf(found), null);
  }

  /// @param warnings what is odd about it, though it was taken
  static OrderView of(OrderWithLines found, List<String> warnings) {
    return of(found.order(), linesOf(found), List.copyOf(warnings));
  }

  private static List<LineView> linesOf(OrderWithLines found) {
    return found.lines().stream().map(LineView::of).toList();
  }

  static OrderView of(PurchaseOrder order) {
    return of(order, null, null);
  }

  /// Without its lines.
  static OrderView of(PurchaseOrder order, @Nullable List<String> warnings) {
    return of(order, null, warnings);
  }

  private static OrderView of(
      PurchaseOrder order, @Nullable List<LineView> lines, @Nullable List<String> warnings) {
    return new OrderView(
        order.id().value(),
        order.publicId(),
        order.state(),
        order.syncStatus(),
        order.supplier(),
        order.supplierId(),
        order.outlet(),
        order.outletId(),
        order.supplierInvoice(),
        order.notes(),
        order.dueAt(),
        order.lineCount(),
        order.totalQuantity(),
        order.totalCost(),
        order.createdBy(),
        order.approvedBy(),
        order.approvedAt(),
        order.sentAt(),
        order.lightspeedConsignmentId(),
        order.lightspeedStatus(),
        ApiWords.ofNullable(order.lastError()),
        order.lockVersion(),
        order.createdAt(),
        order.updatedAt(),
        order.formerStore(),
        lines,
        warnings);
  }
}
