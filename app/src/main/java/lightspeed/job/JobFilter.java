package lightspeed.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which jobs to list, newest first.
///
/// @param status null: any
/// @param type null: any
/// @param priority null: any
/// @param olderThan only those that were enqueued longer ago; null: any
/// @param limit at most so many, 1 to 10,000
/// @param before only jobs older than this one; null: from the newest
public record JobFilter(
    @Nullable JobStatus status,
    @Nullable JobType type,
    @Nullable Priority priority,
    @Nullable Duration olderThan,
    int limit,
    @Nullable JobId before) {
  private static final int MAX_LIMIT = 10_000;

  public JobFilter {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A limit is 1 to " + MAX_LIMIT + ", not " + limit + ".");
    }
  }

  /// Of any priority and age.
  public JobFilter(
      @Nullable JobStatus status, @Nullable JobType type, int limit, @Nullable JobId before) {
    this(status, type, null, null, limit, before);
  }

  /// The newest jobs of any kind.
  public static JobFilter newest(int limit) {
    return new JobFilter(null, null, limit, null);
  }
}
