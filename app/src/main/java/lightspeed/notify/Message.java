package lightspeed.notify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jspecify.annotations.Nullable;

/// What a receiver gets, the same at every try.
///
/// @param id the same for every try of one notification, so that a receiver knows a repetition
/// @param type `order.synced`, `order.failed`, `order.received` or `test`
/// @param at when it happened
/// @param order as it was then, null in a test
record Message(long id, String type, Instant at, @Nullable Order order) {

  /// What is told of an order; the words are those of `po:show --json`.
  record Order(
      String id,
      String publicId,
      String state,
      String syncStatus,
      @Nullable String lightspeedConsignmentId,
      @Nullable String lightspeedStatus,
      @Nullable String lastError) {
    static Order of(PurchaseOrder order) {
      return new Order(
          order.id().value(),
          order.publicId(),
          order.state().name(),
          order.syncStatus().name(),
          order.lightspeedConsignmentId(),
          order.lightspeedStatus(),
          order.lastError());
    }
  }

  byte[] body() {
    return Json.mapper().writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
  }
}
