package lightspeed.job;

/// How a start of a job ended in this process.
sealed interface Ending {
  /// Its handler said so.
  record Said(JobOutcome outcome) implements Ending {}

  /// The worker stopped before its handler was done.
  record HandedBack() implements Ending {}

  /// The lease was lost, or not known to hold any longer.
  record LeaseGone() implements Ending {}
}
