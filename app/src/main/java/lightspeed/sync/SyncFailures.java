package lightspeed.sync;

import java.time.Duration;
import java.util.Optional;
import lightspeed.job.JobOutcome;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.register.RegisterTrouble;
import lightspeed.xseries.XSeriesException;

/// Turns what a step threw into what becomes of the job. First asks of every failure whether
/// anything else would have worked: a failure of the world is none of the job. A list of
/// consignments that cannot be read to its end is one: no order can be created, so none is failed.
public final class SyncFailures {
  private final Connection connection;
  private final Optional<OrderFailures> orders;

  SyncFailures(SyncParts parts) {
    this.connection = parts.connection();
    this.orders = Optional.of(new OrderFailures(parts));
  }

  /// For handlers that only read.
  public SyncFailures(Connection connection) {
    this.connection = connection;
    this.orders = Optional.empty();
  }

  /// The work of an attempt.
  @FunctionalInterface
  public interface Attempt {
    JobOutcome make() throws InterruptedException;
  }

  /// Makes an attempt that only reads.
  public JobOutcome sorted(Attempt attempt) throws InterruptedException {
    try {
      return make(attempt);
    } catch (XSeriesException failure) {
      return ofReading(failure);
    }
  }

  /// Makes an attempt that writes for an order; not while others must go first.
  JobOutcome sorted(Run run, Attempt attempt) throws InterruptedException {
    OrderFailures ofOrder = orders.orElseThrow();
    Optional<JobOutcome> notNow = ofOrder.notNow(run);
    if (notNow.isPresent()) {
      return notNow.get();
    }
    JobOutcome outcome;
    try {
      outcome = tried(run, attempt, ofOrder);
    } catch (RuntimeException thrown) {
      try {
        ofOrder.ended(run); // Otherwise the turn stays with it until it has waited its pause.
      } catch (RuntimeException unwritten) {
        thrown.addSuppressed(unwritten);
      }
      throw thrown;
    }
    ofOrder.ended(run);
    return outcome;
  }

  private static JobOutcome tried(Run run, Attempt attempt, OrderFailures ofOrder)
      throws InterruptedException {
    try {
      return make(attempt);
    } catch (XSeriesException failure) {
      return ofOrder.sorted(run, failure);
    }
  }

  private static JobOutcome make(Attempt attempt) throws InterruptedException {
    try {
      return attempt.make();
    } catch (WaitFor wait) {
      return new JobOutcome.Postponed(wait.delay(), wait.reason());
    } catch (RegisterTrouble stuck) {
      return new JobOutcome.Pause(1, String.valueOf(stuck.getMessage()));
    } catch (UnexpectedAnswer answer) {
      return new JobOutcome.Retry(String.valueOf(answer.getMessage()));
    } catch (SyncRefused refused) {
      return new JobOutcome.Failed(String.valueOf(refused.getMessage()));
    } catch (PurchaseOrderException rule) {
      return new JobOutcome.Failed(String.valueOf(rule.getMessage()));
    } catch (Run.CancelRequested cancelled) {
      return new JobOutcome.Cancelled();
    }
  }

  private JobOutcome ofReading(XSeriesException failure) throws InterruptedException {
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
