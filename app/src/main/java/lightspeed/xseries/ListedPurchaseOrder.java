package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// A purchase order as the newer, read-only part of the API tells it: the same goods as a
/// consignment, with its deliveries. How the two ids relate is not documented.
///
/// @param number the order number, null when it has none
///
/// **source:** schema `PurchaseOrder` of the API document of 2026-07, read 2026-11.
public record ListedPurchaseOrder(String id, @Nullable String number) {

  /// Needs id and number: by these it is found.
  static ListedPurchaseOrder read(WireObject wire) {
    return new ListedPurchaseOrder(wire.requiredId("id"), wire.text("order_number"));
  }
}
