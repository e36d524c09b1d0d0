package lightspeed.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One ended start of a job, a row of `queue_job_attempts`. A start that is still running is seen
/// in the job itself.
///
/// @param number which start of the job it was, from 1
public record JobAttempt(
    JobId job,
    int number,
    @Nullable String workerId,
    @Nullable Instant startedAt,
    Instant finishedAt,
    Outcome outcome,
    @Nullable String errorMessage) {

  /// How it ended, `queue_job_attempts.outcome`. POSTPONED and LOST do not count as tries.
  public enum Outcome {
    COMPLETED,
    RETRY,
    POSTPONED,
    FAILED,
    CANCELLED,
    LOST
  }
}
