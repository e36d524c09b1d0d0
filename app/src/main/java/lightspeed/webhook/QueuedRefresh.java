package lightspeed.webhook;

import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.JsonNodeFactory;

/// Asks by a job of type `consignment.refresh`, one for each consignment, with the payload
/// `{"consignment_id":"…"}`.
public final class QueuedRefresh implements ConsignmentRefresh {
  public static final JobType TYPE = new JobType("consignment.refresh");

  private final JobQueue queue;

  public QueuedRefresh(JobQueue queue) {
    this.queue = queue;
  }

  @Override
  public void request(Handle transaction, String consignmentId) {
    var payload =
        JsonNodeFactory.instance.objectNode().put("consignment_id", consignmentId).toString();
    var _ = queue.enqueue(transaction, NewJob.of(TYPE, payload, uniqueKey(consignmentId)));
  }

  static String uniqueKey(String consignmentId) {
    return TYPE.name() + ":" + consignmentId;
  }
}
