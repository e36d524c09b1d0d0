package lightspeed.job;

import java.time.Duration;

/// How many jobs a worker takes beyond those its executors can start now. With jobs of seconds:
/// none, because a job must not wait in one worker while another idles. With jobs of microseconds:
/// so many that a claim costs little for each.
///
/// **Threads:** safe.
final class Prefetch {
  static final int MAX_JOBS = 256;

  /// No job should wait longer than this inside a worker.
  private static final long MAX_WAIT_NANOS = Duration.ofMillis(20).toNanos();

  /// Weight of a shorter run against the runs before it; a longer run counts at once.
  private static final int SLOWNESS = 8;

  private long typicalNanos = MAX_WAIT_NANOS;

  synchronized void ran(long nanos) {
    if (nanos >= typicalNanos) {
      typicalNanos = nanos;
    } else {
      typicalNanos -= (typicalNanos - nanos) / SLOWNESS;
    }
  }

  synchronized int jobs(int concurrency) {
    long jobsInTime = concurrency * MAX_WAIT_NANOS / Math.max(typicalNanos, 1);
    // An executor that must wait its turn once is no prefetch worth having.
    return jobsInTime <= 2L * concurrency ? 0 : (int) Math.min(jobsInTime, MAX_JOBS);
  }
}
