package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The whole writable header of a consignment.
///
/// @param name shown as the order's note, required by Lightspeed
/// @param reference shown as the order number; Lightspeed neither searches nor checks it
/// @param sourceOutletId for transfers between outlets only
public record ConsignmentDraft(
    String type,
    String status,
    String outletId,
    String name,
    @Nullable String reference,
    @Nullable String supplierId,
    @Nullable String supplierInvoice,
    @Nullable String sourceOutletId,
    @Nullable Instant dueAt) {

  /// A purchase order that is not sent yet.
  public static ConsignmentDraft openOrder(String outletId, String supplierId, String name) {
    return new ConsignmentDraft(
        Consignment.SUPPLIER, Consignment.OPEN, outletId, name, null, supplierId, null, null, null);
  }

  public ConsignmentDraft withStatus(String newStatus) {
    return new ConsignmentDraft(
        type,
        newStatus,
        outletId,
        name,
        reference,
        supplierId,
        supplierInvoice,
        sourceOutletId,
        dueAt);
  }

  public ConsignmentDraft withReference(@Nullable String newReference) {
    return new ConsignmentDraft(
        type,
        status,
        outletId,
        name,
        newReference,
        supplierId,
        supplierInvoice,
        sourceOutletId,
        dueAt);
  }

  public ConsignmentDraft withSupplierInvoice(@Nullable String newSupplierInvoice) {
    return new ConsignmentDraft(
        type,
        status,
        outletId,
        name,
        reference,
        supplierId,
        newSupplierInvoice,
        sourceOutletId,
        dueAt);
  }

  public ConsignmentDraft withDueAt(@Nullable Instant newDueAt) {
    return new ConsignmentDraft(
        type,
        status,
        outletId,
        name,
        reference,
        supplierId,
        supplierInvoice,
        sourceOutletId,
        newDueAt);
  }
}
