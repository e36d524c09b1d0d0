package lightspeed.job;

/// This worker may no longer own the job: its result is dropped, nothing more is written locally or
/// remotely. Another worker runs the job, or will.
public final class LeaseLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final JobId job;

  public LeaseLost(JobId job, JobType type) {
    super(sentence(job, type));
    this.job = job;
  }

  static String sentence(JobId job, JobType type) {
    return job + " (" + type + ") lost its lease; another worker will run it.";
  }

  public JobId job() {
    return job;
  }
}
