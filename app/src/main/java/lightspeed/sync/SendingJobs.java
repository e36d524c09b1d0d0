package lightspeed.sync;

import java.util.List;
import lightspeed.job.JobType;
import lightspeed.purchaseorder.SyncJob;

/// The jobs that write to Lightspeed.
public final class SendingJobs {
  private SendingJobs() {}

  /// In the order in which one of them goes first after an outage: orders before all else.
  public static List<JobType> types() {
    return List.of(SyncJob.TYPE, PushOrder.TYPE, CancelOrder.TYPE);
  }
}
