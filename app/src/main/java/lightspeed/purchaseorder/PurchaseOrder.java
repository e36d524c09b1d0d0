package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An order as it stands in `vend_consignments`, without its lines: one component for each column.
///
/// @param publicId what people and Lightspeed's `reference` show
/// @param supplier as the buyer wrote it: Lightspeed's id or exact name
/// @param supplierId Lightspeed's id, null until resolved
/// @param outlet as the buyer wrote it: Lightspeed's id or exact name
/// @param outletId Lightspeed's id, null until resolved
/// @param dueAt a day in the zone of the outlet
/// @param totalCost sum of quantity times unit cost, without tax
/// @param lightspeedConsignmentId null until created there
/// @param lightspeedStatus verbatim, null until known; DELETED once its consignment is gone
/// @param lightspeedVersion of the last state applied here, null until known
/// @param lastError what a person must know, null when all is well
/// @param lockVersion grows by one at every change
/// @param formerStore the store that it was sent to and that was left since; null: none was
public record PurchaseOrder(
    PurchaseOrderId id,
    String publicId,
    OrderState state,
    String supplier,
    @Nullable String supplierId,
    String outlet,
    @Nullable String outletId,
    @Nullable String supplierInvoice,
    @Nullable String notes,
    @Nullable LocalDate dueAt,
    int lineCount,
    BigDecimal totalQuantity,
    BigDecimal totalCost,
    @Nullable String createdBy,
    @Nullable String approvedBy,
    @Nullable Instant approvedAt,
    @Nullable Instant sentAt,
    @Nullable String lightspeedConsignmentId,
    @Nullable String lightspeedStatus,
    @Nullable Long lightspeedVersion,
    @Nullable Instant lightspeedCheckedAt,
    SyncStatus syncStatus,
    @Nullable String lastError,
    int lockVersion,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String formerStore) {

  public boolean hasConsignment() {
    return lightspeedConsignmentId != null;
  }
}
