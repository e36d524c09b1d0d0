package lightspeed.job;

/// There is no such job; finished ones are pruned after a time.
public final class JobNotFound extends JobException {
  private static final long serialVersionUID = 1L;

  JobNotFound(JobId job) {
    super(job, "There is no " + job + "; finished jobs are pruned after a time.");
  }
}
