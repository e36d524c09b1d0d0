package lightspeed.job;

/// The job's state does not allow what was asked for.
public final class JobConflict extends JobException {
  private static final long serialVersionUID = 1L;

  JobConflict(JobId job, String message) {
    super(job, message);
  }
}
