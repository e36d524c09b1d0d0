package lightspeed.job;

import java.time.Instant;

/// What became of one job that was to be run now.
public sealed interface RunResult {
  /// It ran to its end.
  record Completed() implements RunResult {}

  /// This try failed; the next one is at `nextAttemptAt`.
  record WillRetry(Instant nextAttemptAt, String reason) implements RunResult {}

  /// It must wait until `nextAttemptAt`; the try did not count.
  record Postponed(Instant nextAttemptAt, String reason) implements RunResult {}

  /// It is FAILED.
  record Failed(String reason) implements RunResult {}

  /// It is CANCELLED.
  record Cancelled() implements RunResult {}

  /// It was not started: another worker is running it.
  record RunningElsewhere(String workerId) implements RunResult {}

  /// It was not started: it had ended before.
  record AlreadyFinished(JobStatus status) implements RunResult {}

  /// It was not started: jobs of its type must not be, at the moment.
  record Paused(String reason) implements RunResult {}

  /// It was started, but this process lost it; it runs elsewhere or waits to be run.
  record Lost(String reason) implements RunResult {}
}
