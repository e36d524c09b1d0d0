package lightspeed.sync;

import java.util.List;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import lightspeed.purchaseorder.SyncJob;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JacksonException;

/// Cancels jobs that must not outlive the moment they were asked for.
///
/// **Threads:** safe.
public final class LapsedJobs {
  /// Jobs read at a time.
  private static final int PAGE = 1_000;

  private static final List<JobType> OF_ORDERS =
      List.of(SyncJob.TYPE, CheckSentOrder.TYPE, CancelOrder.TYPE, PushOrder.TYPE, RefreshJob.TYPE);

  private final JobQueue queue;
  private final SyncJournal journal = new SyncJournal();

  /// @param queue whose handlers are registered, so that orders are kept in step
  public LapsedJobs(JobQueue queue) {
    this.queue = queue;
  }

  /// Decisions of people (cancelling, pushing) lapse and say so on their orders: the database went
  /// back, so what they were decided on may be long gone.
  ///
  /// @param why a sentence
  public void decisions(Handle tx, String why) {
    for (JobType type : OF_ORDERS) {
      if (queue.isDecision(type)) {
        cancelAll(
            tx, type, why + " What was asked for before lapsed; ask again if it still holds.");
      }
    }
  }

  /// All jobs of orders lapse, failed ones too: the store that they are about was left.
  public void all(Handle tx, String why) {
    for (JobType type : OF_ORDERS) {
      cancelAll(tx, type, why);
      queue.giveUp(tx, type);
    }
  }

  private void cancelAll(Handle tx, JobType type, String why) {
    for (JobStatus status : List.of(JobStatus.PENDING, JobStatus.PROCESSING)) {
      JobId before = null;
      List<Job> page;
      do {
        page = queue.list(new JobFilter(status, type, PAGE, before));
        for (Job job : page) {
          if (queue.lapse(tx, job.id()) && queue.isDecision(type)) {
            note(tx, job, why);
          }
          before = job.id();
        }
      } while (page.size() == PAGE);
    }
  }

  private void note(Handle tx, Job job, String why) {
    Operation operation =
        job.type().equals(CancelOrder.TYPE)
            ? Operation.CANCEL_CONSIGNMENT
            : Operation.UPDATE_CONSIGNMENT;
    try {
      journal.noteFailure(
          tx, OrderJob.parse(job.payload()).order(), job.id().value(), operation, why);
    } catch (JacksonException unreadable) {
      // There is no order to show it on; the job itself is cancelled.
    }
  }
}
