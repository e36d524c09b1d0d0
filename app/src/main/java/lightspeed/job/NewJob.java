package lightspeed.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What to put into the queue.
///
/// @param payload JSON, small: ids, not copies of state
/// @param uniqueKey at most one unfinished job has this key; null: no such limit
/// @param delay how long from now until it may start, zero or more
public record NewJob(
    JobType type, String payload, @Nullable String uniqueKey, Priority priority, Duration delay) {
  public NewJob {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A delay is zero or more, not " + delay + ".");
    }
  }

  /// A job of normal priority that may start at once.
  public static NewJob of(JobType type, String payload, @Nullable String uniqueKey) {
    return new NewJob(type, payload, uniqueKey, Priority.NORMAL, Duration.ZERO);
  }

  public NewJob withPriority(Priority newPriority) {
    return new NewJob(type, payload, uniqueKey, newPriority, delay);
  }

  public NewJob after(Duration newDelay) {
    return new NewJob(type, payload, uniqueKey, priority, newDelay);
  }
}
