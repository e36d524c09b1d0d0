package lightspeed.console.work;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.history.ApiCall;
import lightspeed.history.JobSteps;
import lightspeed.job.Job;
import lightspeed.job.JobAttempt;
import lightspeed.job.JobStatus;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;

/// One job with its history.
///
/// @param order the order it is about, null when it is about none
/// @param steps what it did to that order, newest first, only some
/// @param calls the calls to Lightspeed that were made for it, newest first, only some
public record JobPage(
    Frame frame,
    Job job,
    List<JobAttempt> attempts,
    @Nullable String order,
    List<JobSteps.Step> steps,
    List<ApiCall> calls) {

  public boolean canRetry() {
    return frame.may(Right.OPERATE)
        && (job.status() == JobStatus.FAILED
            || job.status() == JobStatus.CANCELLED
            || job.status() == JobStatus.PENDING);
  }

  public boolean canCancel() {
    return frame.may(Right.OPERATE) && !job.status().isFinished();
  }
}
