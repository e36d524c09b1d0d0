package lightspeed.sync;

import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.json.Json;
import lightspeed.xseries.ConsignmentId;

/// The job that reads one consignment and takes over what changed, version 1 of its payload. One
/// unfinished one for each consignment, however many ask for it.
///
/// @param version of the payload
public record RefreshJob(int version, String consignmentId) {
  public static final JobType TYPE = new JobType("consignment.refresh");

  public static NewJob newJob(ConsignmentId consignment) {
    RefreshJob payload = new RefreshJob(1, consignment.value());
    return NewJob.of(
            TYPE, Json.mapper().writeValueAsString(payload), TYPE.name() + ":" + consignment)
        .withPriority(Priority.HIGH);
  }

  public static RefreshJob parse(String payload) {
    return Json.mapper().readValue(payload, RefreshJob.class);
  }
}
