package lightspeed.purchaseorder;

import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// The job that sends one order to Lightspeed: its type, its payload
/// `{"version":1,"purchase_order_id":"…"}` and the key that keeps it from being queued twice.
public record SyncJob(PurchaseOrderId order) {
  public static final JobType TYPE = new JobType("sync_po");

  private static final int VERSION = 1;
  private static final int EXCERPT_CHARACTERS = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// The job of normal priority that may start at once.
  public static NewJob newJob(PurchaseOrderId order) {
    SyncJob job = new SyncJob(order);
    return NewJob.of(TYPE, job.payload(), job.uniqueKey());
  }

  public String uniqueKey() {
    return TYPE + ":" + order;
  }

  public String payload() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", VERSION)
        .put("purchase_order_id", order.value())
        .toString();
  }

  /// Reads what [#payload()] wrote, today or in an earlier release.
  ///
  /// @throws IllegalArgumentException when it is no such payload; the message says what is wrong
  public static SyncJob parse(String payload) {
    JsonNode json;
    try {
      json = JSON.readTree(payload);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(unreadable("it is not JSON", payload), e);
    }
    JsonNode version = json.path("version");
    if (!version.isIntegralNumber() || version.longValue() != VERSION) {
      throw new IllegalArgumentException(
          unreadable(
              "its version is "
                  + (version.isMissingNode() ? "missing" : version)
                  + ", this release knows version "
                  + VERSION,
              payload));
    }
    JsonNode id = json.path("purchase_order_id");
    if (!id.isString() || id.stringValue().isBlank()) {
      throw new IllegalArgumentException(unreadable("it names no purchase_order_id", payload));
    }
    return new SyncJob(new PurchaseOrderId(id.stringValue()));
  }

  private static String unreadable(String reason, String payload) {
    String excerpt =
        payload.length() <= EXCERPT_CHARACTERS
            ? payload
            : payload.substring(0, EXCERPT_CHARACTERS) + "…";
    return "The payload of this " + TYPE + " job cannot be read: " + reason + ": " + excerpt;
  }
}
