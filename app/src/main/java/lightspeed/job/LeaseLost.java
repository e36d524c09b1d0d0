package lightspeed.job;

/// This worker may no longer own the job: its result is dropped, nothing more is written locally or
/// remotely. Another worker runs the job, or will.
public sealed class LeaseLost extends RuntimeException permits DatabaseWentBack, WorkerOutdated {
  private static final long serialVersionUID = 1L;

  public LeaseLost(JobId job, JobType type) {
    this(sentence(job, type));
  }

  private LeaseLost(String sentence) {
    super(sentence);
  }

  LeaseLost(JobId job, JobType type, String why) {
    this(job + " (" + type + ") stops: " + why);
  }

  /// What only the holder of the claim writes was written by another one.
  ///
  /// @param what that shows it, as a sentence
  public static LeaseLost seenBy(String what) {
    return new LeaseLost(what + " Another worker took the job over.");
  }

  static String sentence(JobId job, JobType type) {
    return job + " (" + type + ") lost its lease; another worker will run it.";
  }
}
