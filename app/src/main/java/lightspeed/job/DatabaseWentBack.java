package lightspeed.job;

/// The database does not know any more what this worker wrote: it was restored, or a fail-over lost
/// the last seconds. The job ends without any write; what it announced may be gone.
public final class DatabaseWentBack extends LeaseLost {
  private static final long serialVersionUID = 1L;

  DatabaseWentBack(JobId job, JobType type) {
    super(job, type, "the database went back to an earlier state.");
  }
}
