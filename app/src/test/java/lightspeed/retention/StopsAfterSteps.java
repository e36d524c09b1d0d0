package lightspeed.retention;

import java.time.Duration;
import lightspeed.job.JobId;
import lightspeed.job.JobType;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import org.jdbi.v3.core.Handle;

/// A job that somebody cancels after so many looks at whether somebody did.
final class StopsAfterSteps implements RunningJob {
  private int left;

  StopsAfterSteps(int steps) {
    this.left = steps;
  }

  @Override
  public JobId id() {
    return new JobId(1);
  }

  @Override
  public JobType type() {
    return PruneHistory.TYPE;
  }

  @Override
  public String payload() {
    return "{}";
  }

  @Override
  public Priority priority() {
    return Priority.LOW;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public long claimToken() {
    return 1;
  }

  @Override
  public boolean isCancelRequested() {
    if (left == 0) {
      return true;
    }
    left--;
    return false;
  }

  @Override
  public void requireClaim(Handle transaction) {}

  @Override
  public void renewClaim(Handle transaction) {}

  @Override
  public void requireLeaseFor(Duration duration) {}

  @Override
  public void complete(Handle transaction) {}
}
