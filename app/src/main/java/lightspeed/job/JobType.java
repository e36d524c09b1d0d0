package lightspeed.job;

/// What kind of work a job is, `queue_jobs.job_type`, such as `sync_po`. A type is a constant of
/// the package that enqueues it. Rows written by hand may hold any text; such a job fails as
/// unknown.
public record JobType(String name) {
  private static final int MAX_CHARACTERS = 64;

  public JobType {
    if (name.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException("A job type has at most 64 characters: " + name);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
