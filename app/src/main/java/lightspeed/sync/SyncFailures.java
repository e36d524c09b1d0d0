package lightspeed.sync;

import java.time.Duration;
import lightspeed.job.JobOutcome;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.xseries.XSeriesException;

/// Turns what a step threw into what becomes of the job.
public final class SyncFailures {
  /// After refused credentials the whole retailer stops; how soon this job asks whether that is
  /// over.
  private static final Duration CREDENTIALS_PAUSE = Duration.ofSeconds(5);

  private final Connection connection;

  SyncFailures(SyncParts parts) {
    this(parts.connection());
  }

  public SyncFailures(Connection connection) {
    this.connection = connection;
  }

  /// The work of an attempt.
  @FunctionalInterface
  public interface Attempt {
    JobOutcome make() throws InterruptedException;
  }

  public JobOutcome sorted(Attempt attempt) throws InterruptedException {
    try {
      return attempt.make();
    } catch (WaitFor wait) {
      return new JobOutcome.Postponed(wait.delay(), wait.reason());
    } catch (UnexpectedAnswer answer) {
      return new JobOutcome.Retry(String.valueOf(answer.getMessage()));
    } catch (SyncRefused refused) {
      return new JobOutcome.Failed(String.valueOf(refused.getMessage()));
    } catch (PurchaseOrderException rule) {
      return new JobOutcome.Failed(String.valueOf(rule.getMessage()));
    } catch (Run.CancelRequested cancelled) {
      return new JobOutcome.Cancelled();
    } catch (XSeriesException failure) {
      return sorted(failure);
    }
  }

  private JobOutcome sorted(XSeriesException failure) {
    String words = String.valueOf(failure.getMessage());
    return switch (failure) {
      case XSeriesException.RateLimited limited ->
          new JobOutcome.Postponed(limited.retryAfter(), words);
      case XSeriesException.Unauthorized refused -> {
        connection.credentialsRefused(words);
        yield new JobOutcome.Postponed(CREDENTIALS_PAUSE, words);
      }
      case XSeriesException.Unavailable unavailable -> new JobOutcome.Retry(words);
      case XSeriesException.Unreadable unreadable -> new JobOutcome.Retry(words);
      case XSeriesException.Rejected rejected -> new JobOutcome.Failed(words);
    };
  }
}
