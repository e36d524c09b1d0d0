package lightspeed.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lightspeed.db.Database;
import lightspeed.job.JobOutcome;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;
import lightspeed.xseries.XSeriesException;

/// Decides of a failed attempt to write for an order: was it the world, or this order?
///
/// - No answer, 5xx, an answer that is not Lightspeed's, 401: one probe for the whole retailer. It
///   fails: the job waits with all others, and nothing counts. It is well: the job waits its own
///   pause, and that counts only when another order's write of the same kind was taken since this
///   order failed last.
/// - A refusal in Lightspeed's words fails this order alone, unless it is the third in a row.
/// - 429 is neither.
///
/// What an unanswered write did stays unknown through all this.
final class OrderFailures {
  private final Database database;
  private final Line line;
  private final JournalHistory history = new JournalHistory();
  private final Register register;

  OrderFailures(SyncParts parts) {
    this.database = parts.database();
    this.line = parts.connection().line();
    this.register = parts.register();
  }

  /// Makes an attempt that writes for an order; not while others must go first.
  JobOutcome sorted(Run run, Attempt attempt) throws InterruptedException {
    if (!line.maySend(run.job().id())) {
      return new JobOutcome.HeldBack(line.look().words());
    }
    JobOutcome outcome;
    try {
      outcome = tried(run, attempt);
    } catch (RuntimeException thrown) {
      try {
        ended(run); // Otherwise the turn stays with it until it has waited its pause.
      } catch (RuntimeException unwritten) {
        thrown.addSuppressed(unwritten);
      }
      throw thrown;
    }
    ended(run);
    return outcome;
  }

  private void ended(Run run) {
    line.ended(run.job().id(), run.taken());
  }

  private JobOutcome tried(Run run, Attempt attempt) throws InterruptedException {
    try {
      return attempt.outcome();
    } catch (XSeriesException failure) {
      return sorted(run, failure);
    }
  }

  private JobOutcome sorted(Run run, XSeriesException failure) throws InterruptedException {
    return switch (failure) {
      case XSeriesException.RateLimited limited -> {
        database.useTransaction(register::distrust);
        yield ReadFailures.postponed(limited);
      }
      case XSeriesException.Rejected refused ->
          refused(run, failure, refused.status() + ": " + String.join("; ", refused.messages()));
      case XSeriesException.Unauthorized _,
          XSeriesException.Unavailable _,
          XSeriesException.Unreadable _ ->
          suspected(run, failure);
    };
  }

  private JobOutcome suspected(Run run, XSeriesException failure) throws InterruptedException {
    String words = String.valueOf(failure.getMessage());
    try {
      if (line.settle() == LineState.Kind.DOWN) {
        return new JobOutcome.HeldBack(words);
      }
    } catch (XSeriesException.RateLimited later) {
      return ReadFailures.postponed(later);
    }
    if (failure instanceof XSeriesException.Unauthorized own) {
      return refused(run, own, own.status() + ": " + String.join("; ", own.messages()));
    }
    return ownPause(run, failure, words);
  }

  /// Lightspeed answers; so it is this order, or nothing else was tried.
  private JobOutcome ownPause(Run run, XSeriesException failure, String words) {
    Line.Failing failing = line.failing(run.job().id(), words);
    if (failing.isHopeless()) {
      return new JobOutcome.Failed(
          words
              + " It has failed like this since "
              + failing.pause().since().truncatedTo(ChronoUnit.SECONDS)
              + ", while Lightspeed answers other calls. Look at the order in Lightspeed, then run"
              + " sync:retry.");
    }
    Instant since = failing.before();
    return since != null && othersTaken(run, failure, since)
        ? new JobOutcome.Retry(words)
        : new JobOutcome.Pause(failing.pause().number(), words);
  }

  private boolean othersTaken(Run run, XSeriesException failure, Instant since) {
    return database.read(
        handle ->
            history.othersTaken(handle, run.order(), Operation.ofCall(failure.operation()), since));
  }

  private JobOutcome refused(Run run, XSeriesException failure, String refusal) {
    String words = String.valueOf(failure.getMessage());
    boolean isHeld =
        line.refused(
            new LineState.Refused(run.order().value(), run.job().id()),
            failure.operation(),
            refusal,
            since -> othersTaken(run, failure, since));
    return isHeld ? new JobOutcome.HeldBack(words) : new JobOutcome.Failed(words);
  }
}
