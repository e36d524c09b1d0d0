package lightspeed.sync;

import java.time.Duration;
import java.util.Optional;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.OneWaiting;
import lightspeed.job.Priority;
import lightspeed.json.Json;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// The job that reads one consignment and takes over what changed, version 1 of its payload.
///
/// However many ask for it, one waits for each consignment, see [OneWaiting].
///
/// @param version of the payload
public record RefreshJob(int version, String consignmentId) {
  public static final JobType TYPE = new JobType("consignment.refresh");

  /// The key of the look that is made some time after a receipt.
  private static final int LATER = 0;

  /// Asks for it in the caller's transaction; call [JobQueue#signal] after the commit.
  ///
  /// **Twice:** coalesces.
  public static void enqueue(Handle tx, JobQueue queue, ConsignmentId consignment) {
    OneWaiting.enqueue(tx, queue, key -> newJob(consignment, key));
  }

  /// Asks for one more look later, beside those that are asked for now.
  ///
  /// **Twice:** coalesces.
  public static void enqueueLater(
      Handle tx, JobQueue queue, ConsignmentId consignment, Duration delay) {
    var _ = queue.enqueue(tx, newJob(consignment, LATER).after(delay));
  }

  /// The one that was asked for and has not begun.
  public static Optional<JobId> waiting(JobQueue queue, ConsignmentId consignment) {
    return OneWaiting.find(queue, key -> uniqueKey(consignment, key));
  }

  private static String uniqueKey(ConsignmentId consignment, int key) {
    return TYPE.name() + ":" + consignment + ":" + key;
  }

  private static NewJob newJob(ConsignmentId consignment, int key) {
    RefreshJob payload = new RefreshJob(1, consignment.value());
    return NewJob.of(TYPE, Json.mapper().writeValueAsString(payload), uniqueKey(consignment, key))
        .withPriority(Priority.HIGH);
  }

  public static RefreshJob parse(String payload) {
    return Json.mapper().readValue(payload, RefreshJob.class);
  }
}
