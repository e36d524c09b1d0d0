package lightspeed.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.receipt.Delivery;
import lightspeed.receipt.OrderDeliveries;
import org.jspecify.annotations.Nullable;

/// What came when for an order, as programs see it; members as in the JSON of commands.
///
/// @param deliveriesNote why they tell less than the order's totals; null when they tell all
record DeliveriesView(
    String id, String publicId, List<DeliveryView> deliveries, @Nullable String deliveriesNote) {

  record DeliveryView(
      String id,
      String status,
      @Nullable Instant receivedAt,
      @Nullable String supplierInvoice,
      @Nullable Instant invoiceDate,
      BigDecimal received,
      List<Delivery.Line> lines) {}

  static DeliveriesView of(PurchaseOrder order, OrderDeliveries known) {
    return new DeliveriesView(
        order.id().value(),
        order.publicId(),
        known.all().stream()
            .map(
                one ->
                    new DeliveryView(
                        one.id(),
                        one.status(),
                        one.receivedAt(),
                        one.supplierInvoice(),
                        one.invoiceDate(),
                        one.received(),
                        one.lines()))
            .toList(),
        known.note());
  }
}
