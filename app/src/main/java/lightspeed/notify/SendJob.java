package lightspeed.notify;

import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.UnreadablePayload;
import lightspeed.json.Json;
import tools.jackson.core.JacksonException;

/// The job that sends one notification: its type, its payload `{"version":1,"notification":7}` and
/// the key that keeps a replay from sending beside it.
record SendJob(int version, long notification) {
  static final JobType TYPE = new JobType("notification.send");

  private static final int VERSION = 1;

  static SendJob of(long notification) {
    return new SendJob(VERSION, notification);
  }

  NewJob newJob() {
    return NewJob.of(TYPE, Json.mapper().writeValueAsString(this), TYPE + ":" + notification);
  }

  /// Reads what [#newJob()] wrote, today or in an earlier release.
  ///
  /// @throws UnreadablePayload when it is no such payload
  static SendJob parse(String payload) {
    try {
      var job = Json.mapper().readValue(payload, SendJob.class);
      if (job.version() == VERSION) {
        return job;
      }
      throw new UnreadablePayload(
          "The payload of this " + TYPE + " job is not of version " + VERSION + ": " + payload,
          new IllegalArgumentException(payload));
    } catch (JacksonException e) {
      throw new UnreadablePayload(
          "The payload of this " + TYPE + " job cannot be read: " + payload, e);
    }
  }
}
