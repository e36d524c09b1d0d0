package lightspeed.sync;

import java.time.Duration;
import lightspeed.job.JobOutcome;
import lightspeed.xseries.XSeriesException;

/// Turns what an attempt that only reads threw into what becomes of its job. First asks of every
/// failure whether anything else would have worked: a failure of the world is none of the job.
///
/// **Threads:** safe.
public final class ReadFailures {
  private final Connection connection;

  public ReadFailures(Connection connection) {
    this.connection = connection;
  }

  /// Makes the attempt.
  public JobOutcome sorted(Attempt attempt) throws InterruptedException {
    try {
      return attempt.outcome();
    } catch (XSeriesException failure) {
      return sorted(failure);
    }
  }

  private JobOutcome sorted(XSeriesException failure) throws InterruptedException {
    String words = String.valueOf(failure.getMessage());
    return switch (failure) {
      case XSeriesException.RateLimited limited -> postponed(limited);
      case XSeriesException.Rejected _ -> new JobOutcome.Failed(words);
      case XSeriesException.Unauthorized _,
          XSeriesException.Unavailable _,
          XSeriesException.Unreadable _ ->
          isDown() ? new JobOutcome.HeldBack(words) : new JobOutcome.Retry(words);
    };
  }

  private boolean isDown() throws InterruptedException {
    try {
      return connection.isDown();
    } catch (XSeriesException.RateLimited later) {
      return false; // Neither: the next try finds out.
    }
  }

  static JobOutcome postponed(XSeriesException.RateLimited limited) {
    Duration wait = limited.retryAfter();
    return new JobOutcome.Postponed(wait, String.valueOf(limited.getMessage()));
  }
}
