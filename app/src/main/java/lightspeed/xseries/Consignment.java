package lightspeed.xseries;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A consignment's header as Lightspeed tells it. Type and status stay text: the vendor says that
/// the list of statuses may grow.
///
/// Decided or compared are id, type, status, outlet, supplier, reference, due date and deletion;
/// nothing else can make a header unreadable.
///
/// @param name shown as the order's note; empty when the answer has none
/// @param reference shown as the order number
/// @param version Lightspeed's counter, null when the answer has none
/// @param verbatim what goes back as it came
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
    @Nullable Long version,
    Verbatim verbatim) {
  /// The type of a purchase order.
  public static final String SUPPLIER = "SUPPLIER";

  public static final String OPEN = "OPEN";
  public static final String SENT = "SENT";
  public static final String DISPATCHED = "DISPATCHED";
  public static final String RECEIVED = "RECEIVED";
  public static final String CANCELLED = "CANCELLED";

  private static final String NAME = "name";
  private static final String SUPPLIER_INVOICE = "supplier_invoice";
  private static final String SOURCE_OUTLET = "source_outlet_id";

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
        dueAt,
        verbatim);
  }

  static Consignment read(WireObject wire) {
    WireObject lenient = wire.lenient();
    return new Consignment(
        new ConsignmentId(wire.requiredId("id")),
        wire.requiredText("type"),
        wire.requiredText("status"),
        wire.requiredId("outlet_id"),
        lenient.textOr(NAME, ""),
        wire.text("reference"),
        wire.id("supplier_id"),
        lenient.text(SUPPLIER_INVOICE),
        lenient.text(SOURCE_OUTLET),
        wire.time("due_at"),
        lenient.time("received_at"),
        lenient.time("created_at"),
        lenient.time("updated_at"),
        wire.time("deleted_at"),
        wire.version(),
        Verbatim.of(wire, List.of(NAME, SUPPLIER_INVOICE, SOURCE_OUTLET)));
  }
}
