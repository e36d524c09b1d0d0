package lightspeed.job;

/// The queue refused what a person asked for; the message is fit to be shown.
public abstract sealed class JobException extends RuntimeException
    permits JobConflict, JobNotFound {
  private static final long serialVersionUID = 1L;

  private final JobId job;

  JobException(JobId job, String message) {
    super(message);
    this.job = job;
  }

  public JobId job() {
    return job;
  }
}
