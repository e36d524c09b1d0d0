package lightspeed.sync;

import java.util.Objects;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import org.jspecify.annotations.Nullable;

/// A job that writes to the consignment of one order, version 1 of its payload. It has the unique
/// key of [SyncJob]: sending, cancelling and changing one order exclude each other.
///
/// @param version of the payload
/// @param actor who asked for it
/// @param toClose of a cancellation: only a consignment that was never sent is cancelled, because
///     its order is to become a draft again; null: whatever its status is
/// @param shown of a push: what the person saw who chose it; null: it comes from an older version
record OrderJob(
    int version,
    String purchaseOrderId,
    String actor,
    @Nullable Boolean toClose,
    @Nullable Shown shown) {

  OrderJob {
    Objects.requireNonNull(purchaseOrderId, "purchase_order_id");
  }

  static NewJob newJob(JobType type, PurchaseOrderId order, String actor) {
    return newJob(type, order, new OrderJob(1, order.value(), actor, null, null));
  }

  /// Makes the consignment what the order says, if it still is what was shown.
  static NewJob toPush(PurchaseOrderId order, String actor, Shown shown) {
    return newJob(PushOrder.TYPE, order, new OrderJob(1, order.value(), actor, null, shown));
  }

  /// Cancels a half-made consignment.
  static NewJob toClose(PurchaseOrderId order, String actor) {
    return newJob(CancelOrder.TYPE, order, new OrderJob(1, order.value(), actor, true, null));
  }

  private static NewJob newJob(JobType type, PurchaseOrderId order, OrderJob payload) {
    return NewJob.of(
            type, Json.mapper().writeValueAsString(payload), new SyncJob(order).uniqueKey())
        .withPriority(Priority.HIGH);
  }

  /// @throws tools.jackson.core.JacksonException when it is no such payload
  static OrderJob parse(String payload) {
    return Json.mapper().readValue(payload, OrderJob.class);
  }

  PurchaseOrderId order() {
    return new PurchaseOrderId(purchaseOrderId);
  }

  boolean closesOnly() {
    return Boolean.TRUE.equals(toClose);
  }
}
