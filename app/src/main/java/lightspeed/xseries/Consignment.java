package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A consignment's header as Lightspeed tells it. Type and status stay text: the vendor says that
/// the list of statuses may grow.
///
/// @param name shown as the order's note; empty when the answer has none
/// @param reference shown as the order number
/// @param version Lightspeed's counter, null when the answer has none
///
/// **source:** schema `Consignment` of the API 2.0 document, read 2026-11.
public record Consignment(
    ConsignmentId id,
    String type,
    String status,
    String outletId,
    String name,
    @Nullable String reference,
    @Nullable String supplierId,
    @Nullable String supplierInvoice,
    @Nullable String sourceOutletId,
    @Nullable Instant dueAt,
    @Nullable Instant receivedAt,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Instant deletedAt,
    @Nullable Long version) {
  /// The type of a purchase order.
  public static final String SUPPLIER = "SUPPLIER";

  public static final String OPEN = "OPEN";
  public static final String SENT = "SENT";
  public static final String DISPATCHED = "DISPATCHED";
  public static final String RECEIVED = "RECEIVED";
  public static final String CANCELLED = "CANCELLED";

  /// The whole writable header, to be changed and written back. Whether Lightspeed takes a part of
  /// a header is not documented, so a change is always read, modify, write.
  public ConsignmentDraft asDraft() {
    return new ConsignmentDraft(
        type,
        status,
        outletId,
        name,
        reference,
        supplierId,
        supplierInvoice,
        sourceOutletId,
        dueAt);
  }

  static Consignment read(WireObject wire) {
    return new Consignment(
        new ConsignmentId(wire.requiredId("id")),
        wire.requiredText("type"),
        wire.requiredText("status"),
        wire.requiredId("outlet_id"),
        wire.textOr("name", ""),
        wire.text("reference"),
        wire.id("supplier_id"),
        wire.text("supplier_invoice"),
        wire.id("source_outlet_id"),
        wire.time("due_at"),
        wire.time("received_at"),
        wire.time("created_at"),
        wire.time("updated_at"),
        wire.time("deleted_at"),
        wire.version());
  }
}
