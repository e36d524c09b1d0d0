package lightspeed.cli;

import java.util.List;
import lightspeed.drift.DriftStore;
import lightspeed.drift.Standing;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.receipt.Delivery;
import lightspeed.sync.OperationRecord;
import lightspeed.sync.SyncReport;

/// Orders and their way to Lightspeed as JSON documents.
final class OrderDocuments {
  private OrderDocuments() {}

  static Document of(PurchaseOrder order) {
    return new Document()
        .with("id", order.id().value())
        .with("public_id", order.publicId())
        .with("state", order.state())
        .with("sync_status", order.syncStatus())
        .with("supplier", order.supplier())
        .with("supplier_id", order.supplierId())
        .with("outlet", order.outlet())
        .with("outlet_id", order.outletId())
        .with("supplier_invoice", order.supplierInvoice())
        .with("notes", order.notes())
        .with("due_at", order.dueAt())
        .with("lines", order.lineCount())
        .with("total_quantity", order.totalQuantity())
        .with("total_cost", order.totalCost())
        .with("created_by", order.createdBy())
        .with("approved_by", order.approvedBy())
        .with("approved_at", order.approvedAt())
        .with("sent_at", order.sentAt())
        .with("lightspeed_consignment_id", order.lightspeedConsignmentId())
        .with("lightspeed_status", order.lightspeedStatus())
        .with("last_error", order.lastError())
        .with("created_at", order.createdAt())
        .with("updated_at", order.updatedAt())
        .with("former_store", order.formerStore());
  }

  static Document of(OrderWithLines found) {
    return of(found.order())
        .with("line_items", found.lines().stream().map(OrderDocuments::of).toList());
  }

  static Document of(LineItem line) {
    return new Document()
        .with("number", line.number())
        .with("sku", line.sku())
        .with("product_id", line.productId())
        .with("name", line.name())
        .with("quantity", line.quantity())
        .with("unit_cost", line.unitCost())
        .with("quantity_received", line.quantityReceived())
        .with("quantity_open", line.quantityOpen())
        .with("quantity_over", line.quantityOver());
  }

  static Document of(Delivery delivery) {
    return new Document()
        .with("id", delivery.id())
        .with("status", delivery.status())
        .with("received_at", delivery.receivedAt())
        .with("supplier_invoice", delivery.supplierInvoice())
        .with("invoice_date", delivery.invoiceDate())
        .with("received", delivery.received())
        .with(
            "lines",
            delivery.lines().stream()
                .map(
                    line ->
                        new Document()
                            .with("product_id", line.productId())
                            .with("sku", line.sku())
                            .with("expected", line.expected())
                            .with("received", line.received()))
                .toList());
  }

  static Document of(DriftStore.Finding finding) {
    return new Document()
        .with("item", finding.difference().item())
        .with("here", finding.difference().here())
        .with("there", finding.difference().there())
        .with("found_at", finding.foundAt())
        .with("ignored_by", finding.ignoredBy());
  }

  static Document of(OperationRecord operation) {
    return new Document()
        .with("operation", operation.operation())
        .with("status", operation.status())
        .with("created_at", operation.createdAt())
        .with("completed_at", operation.completedAt())
        .with("error_message", operation.errorMessage());
  }

  /// What `sync:status` and `sync:po` print.
  static Document of(
      SyncReport report,
      List<LineItem> lines,
      List<DriftStore.Finding> differences,
      Standing standing) {
    var order = report.order();
    var waiting = report.waiting();
    return new Document()
        .with("id", order.id().value())
        .with("public_id", order.publicId())
        .with("state", order.state())
        .with("sync_status", order.syncStatus())
        .with("lightspeed_consignment_id", order.lightspeedConsignmentId())
        .with("lightspeed_status", order.lightspeedStatus())
        .with("lines", order.lineCount())
        .with("last_error", order.lastError())
        .with("next_attempt_at", report.nextAttemptAt())
        .with("waiting", waiting == null ? null : waiting.kind())
        .with("waiting_since", waiting == null ? null : waiting.since())
        .with("number_taken", report.numberTaken())
        .with("operations", report.operations().stream().map(OrderDocuments::of).toList())
        .with("line_items", lines.stream().map(OrderDocuments::of).toList())
        .with("differences", differences.stream().map(OrderDocuments::of).toList())
        .with("agreement", standing.agreement())
        .with("remedy", standing.remedy())
        .with(
            "consignments",
            standing.consignments().stream()
                .map(
                    one ->
                        new Document()
                            .with("id", one.id())
                            .with("role", one.role())
                            .with("status", one.status()))
                .toList());
  }
}
