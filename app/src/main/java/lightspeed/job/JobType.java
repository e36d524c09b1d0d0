package lightspeed.job;

/// What kind of work a job is, `queue_jobs.job_type`. A type is a constant of the package that
/// enqueues it.
public record JobType(String name) {
  public JobType {
    if (!name.matches("[a-z][a-z0-9_.]{0,63}")) {
      throw new IllegalArgumentException("Not a job type: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
