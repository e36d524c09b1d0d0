package lightspeed.job;

/// A newer program has changed the schema: this worker writes to Lightspeed no more and hands its
/// jobs back.
public final class WorkerOutdated extends LeaseLost {
  private static final long serialVersionUID = 1L;

  WorkerOutdated(JobId job, JobType type) {
    super(job, type, "a newer version of the program has upgraded the database.");
  }
}
