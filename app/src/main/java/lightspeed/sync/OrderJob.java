package lightspeed.sync;

import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;

/// A job that writes to the consignment of one order, version 1 of its payload. It has the unique
/// key of [SyncJob]: sending, cancelling and changing one order exclude each other.
///
/// @param version of the payload
/// @param actor who asked for it
record OrderJob(int version, String purchaseOrderId, String actor) {

  static NewJob newJob(JobType type, PurchaseOrderId order, String actor) {
    String payload = Json.mapper().writeValueAsString(new OrderJob(1, order.value(), actor));
    return NewJob.of(type, payload, new SyncJob(order).uniqueKey()).withPriority(Priority.HIGH);
  }

  static OrderJob parse(String payload) {
    return Json.mapper().readValue(payload, OrderJob.class);
  }

  PurchaseOrderId order() {
    return new PurchaseOrderId(purchaseOrderId);
  }
}
