package lightspeed.job;

import java.util.Optional;

/// A job's identity, `queue_jobs.id`; people see and type it as `job_123`.
public record JobId(long value) implements Comparable<JobId> {
  private static final String PREFIX = "job_";
  private static final int MAX_DIGITS = 18;

  public JobId {
    if (value < 1) {
      throw new IllegalArgumentException("A job id is a positive number, not " + value + ".");
    }
  }

  /// Reads `123` or `job_123`; empty when the text is neither.
  public static Optional<JobId> parse(String text) {
    String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || Long.parseLong(digits) < 1) {
      return Optional.empty();
    }
    return Optional.of(new JobId(Long.parseLong(digits)));
  }

  @Override
  public int compareTo(JobId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PREFIX + value;
  }
}
