package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came together for a purchase order, or is to come.
///
/// @param status verbatim, such as `DRAFT` or `RECEIVED`; empty when the answer has none
/// @param receivedAt null while nobody received it
/// @param version zero when the answer has none
///
/// **source:** schema `PurchaseOrderDelivery` of the API document of 2026-07, read 2026-11.
public record GoodsDelivery(
    String id,
    String status,
    @Nullable Instant receivedAt,
    @Nullable String supplierInvoice,
    @Nullable Instant invoiceDate,
    long version) {

  /// Needs its id alone: the rest is shown.
  static GoodsDelivery read(WireObject wire) {
    WireObject lenient = wire.lenient();
    Long version = wire.version();
    return new GoodsDelivery(
        wire.requiredId("id"),
        lenient.textOr("status", ""),
        lenient.time("received_at"),
        lenient.text("supplier_invoice"),
        lenient.time("invoice_date"),
        version == null ? 0 : version);
  }
}
