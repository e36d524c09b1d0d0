package lightspeed.job;

import java.time.Instant;

/// What happened to a job other than completing.
public sealed interface JobChange {
  /// It was started by a worker that then died or lost it; it will run again.
  record Lost() implements JobChange {}

  /// It waits for its next try at `nextAttemptAt`.
  record WillRetry(String reason, Instant nextAttemptAt) implements JobChange {}

  /// It waits without having used up a try.
  record Postponed(String reason, Instant nextAttemptAt) implements JobChange {}

  /// It is FAILED; a person has to act.
  record Failed(String reason) implements JobChange {}

  /// It is CANCELLED.
  record Cancelled() implements JobChange {}

  /// A person put a finished job back into the queue.
  record Requeued() implements JobChange {}
}
