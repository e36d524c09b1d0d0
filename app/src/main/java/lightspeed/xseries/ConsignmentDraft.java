package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The whole writable header of a consignment.
///
/// @param name shown as the order's note, required by Lightspeed
/// @param reference shown as the order number; Lightspeed neither searches nor checks it
/// @param sourceOutletId for transfers between outlets only
/// @param verbatim what goes back as it came
public record ConsignmentDraft(
    String type,
    String status,
    String outletId,
    String name,
    @Nullable String reference,
    @Nullable String supplierId,
    @Nullable String supplierInvoice,
    @Nullable String sourceOutletId,
    @Nullable Instant dueAt,
    Verbatim verbatim) {

  /// A purchase order that is not sent yet.
  public static ConsignmentDraft openOrder(String outletId, String supplierId, String name) {
    return new ConsignmentDraft(
        Consignment.SUPPLIER,
        Consignment.OPEN,
        outletId,
        name,
        null,
        supplierId,
        null,
        null,
        null,
        Verbatim.NONE);
  }

  /// The same consignment for another outlet and supplier.
  public ConsignmentDraft withParties(String newOutletId, @Nullable String newSupplierId) {
    return new ConsignmentDraft(
        type,
        status,
        newOutletId,
        name,
        reference,
        newSupplierId,
        supplierInvoice,
        sourceOutletId,
        dueAt,
        verbatim);
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
        dueAt,
        verbatim);
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
        dueAt,
        verbatim);
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
        dueAt,
        verbatim);
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
        newDueAt,
        verbatim);
  }
}
