package planted.sync;

import planted.job.Job;

/// Half of a planted cycle.
public final class UsesJob {
  public Job job() {
    return new Job();
  }
}
