package lightspeed.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import lightspeed.job.Enqueued;
import lightspeed.job.Job;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.json.Json;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// The job that reads one consignment and takes over what changed, version 1 of its payload.
///
/// However many ask for it, one waits for each consignment. One that runs already may have read
/// before the change, so a request that meets it leaves another behind, under the next key.
///
/// @param version of the payload
public record RefreshJob(int version, String consignmentId) {
  public static final JobType TYPE = new JobType("consignment.refresh");

  /// More than one that runs is rare (its worker is dead, or slow), more than a few unheard of.
  private static final int KEYS = 8;

  /// The key of the look that is made some time after a receipt.
  private static final int LATER = 0;

  /// Asks for it in the caller's transaction; call [JobQueue#signal] after the commit.
  ///
  /// **Twice:** coalesces.
  public static void enqueue(Handle tx, JobQueue queue, ConsignmentId consignment) {
    for (int key = 1; key <= KEYS; key++) {
      Enqueued enqueued = queue.enqueue(tx, newJob(consignment, key));
      // The row is locked: while the caller's transaction lasts, a waiting job cannot start.
      boolean isRunning =
          !enqueued.isNew()
              && queue
                  .find(enqueued.id())
                  .map(Job::status)
                  .filter(JobStatus.PROCESSING::equals)
                  .isPresent();
      if (!isRunning) {
        return;
      }
    }
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
    return IntStream.rangeClosed(1, KEYS)
        .mapToObj(key -> queue.findUnfinished(uniqueKey(consignment, key)))
        .flatMap(Optional::stream)
        .filter(job -> job.status() == JobStatus.PENDING)
        .map(Job::id)
        .findFirst();
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
