package lightspeed.webhook;

import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.UnreadablePayload;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

/// The job that looks at all deliveries about one consignment: its type, its payload
/// `{"version":1,"consignment_id":"…"}` and the key that brings deliveries together.
///
/// @param consignmentId null for deliveries that name none; they share one job
record ProcessJob(@Nullable String consignmentId) {
  static final JobType TYPE = new JobType("webhook.process");

  private static final int VERSION = 1;

  NewJob newJob() {
    return NewJob.of(TYPE, payload(), uniqueKey());
  }

  String uniqueKey() {
    return consignmentId == null ? TYPE.name() : TYPE.name() + ":" + consignmentId;
  }

  String payload() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", VERSION)
        .put("consignment_id", consignmentId)
        .toString();
  }

  /// Reads what [#payload()] wrote, today or in an earlier release.
  ///
  /// @throws UnreadablePayload when it is no such payload
  static ProcessJob parse(String payload) {
    try {
      var json = Json.untrusted().readTree(payload);
      if (json.path("version").asInt(0) != VERSION) {
        throw new UnreadablePayload(
            "The payload of this " + TYPE + " job is not of version " + VERSION + ": " + payload,
            new IllegalArgumentException(payload));
      }
      var id = json.path("consignment_id");
      return new ProcessJob(id.isString() ? id.stringValue() : null);
    } catch (JacksonException e) {
      throw new UnreadablePayload(
          "The payload of this " + TYPE + " job cannot be read: " + payload, e);
    }
  }
}
