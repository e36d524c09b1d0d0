package lightspeed.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes how a job ended, and tells its handler in the same transaction. Goes on until it is
/// written, or another worker is known to own the job.
///
/// **Threads:** safe.
final class RecordEnding {
  private static final Logger LOG = LoggerFactory.getLogger(RecordEnding.class);

  private final Database database;
  private final JobQueue queue;
  private final Supplier<RetryPolicy> retryPolicy;
  private final RandomGenerator random;
  private final WorkerState state;
  private final DatabaseOutage outage;

  RecordEnding(LoopContext context, JobQueue queue, WorkerOptions options, RandomGenerator random) {
    this.database = context.database();
    this.queue = queue;
    this.retryPolicy = options.retryPolicy();
    this.random = random;
    this.state = context.state();
    this.outage = context.outage();
  }

  RunResult of(HeldJob held, Ending ending) {
    if (held.mustNotWrite()) {
      return log(held, new RunResult.Lost(lost(held.claim())));
    }
    boolean tellsHandler = true;
    try {
      while (true) {
        try {
          return log(held, tryOnce(held, ending, tellsHandler));
        } catch (RuntimeException e) {
          if (tellsHandler && isPermanent(e)) {
            // A handler that cannot be told must not keep its job from ending.
            LOG.error("job={} type={} could not be told", held.id().value(), held.type(), e);
            tellsHandler = false;
          } else if (!held.lease().isHeld() || state.isAbandoned()) {
            return log(held, new RunResult.Lost(lost(held.claim())));
          } else {
            state.pause(outage.failed(held, e));
          }
        }
      }
    } finally {
      outage.over(held);
    }
  }

  private static boolean isPermanent(RuntimeException e) {
    return !(e instanceof DatabaseException trouble && trouble.isTransient());
  }

  private RunResult tryOnce(HeldJob held, Ending ending, boolean tellsHandler) {
    return database.inTransaction(
        transaction -> {
          Claim claim = held.claim();
          Optional<Job> locked = EndAttempt.lockClaimed(transaction, claim.id(), claim.token());
          if (locked.isEmpty()) {
            return FindEnding.of(transaction, claim)
                .orElseGet(() -> new RunResult.Lost(lost(claim)));
          }
          if (isDone(ending)) {
            CompleteJobs.in(transaction, List.of(claim));
            return new RunResult.Completed();
          }
          JobChange change = change(transaction, locked.get(), ending);
          if (tellsHandler) {
            queue.tell(transaction, locked.get(), change);
          }
          return result(change);
        });
  }

  private static String lost(Claim claim) {
    return LeaseLost.sentence(claim.id(), claim.type());
  }

  private static boolean isDone(Ending ending) {
    return ending instanceof Ending.Said(JobOutcome.Completed done);
  }

  private JobChange change(Handle transaction, Job job, Ending ending) {
    return switch (ending) {
      case Ending.HandedBack() -> EndAttempt.handBack(transaction, job);
      case Ending.LeaseGone() -> EndAttempt.lose(transaction, job);
      case Ending.Said(JobOutcome outcome) -> change(transaction, job, outcome);
    };
  }

  private JobChange change(Handle transaction, Job job, JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Completed() -> throw new IllegalStateException("Completing is no change.");
      case JobOutcome.Recorded() ->
          EndAttempt.retry(
              transaction, job, Duration.ZERO, "It said that it was recorded, but it was not.");
      case JobOutcome.Retry(String reason) -> retryOrFail(transaction, job, reason);
      case JobOutcome.Postponed(Duration delay, String reason) ->
          EndAttempt.postpone(transaction, job, delay, reason);
      case JobOutcome.Pause(int number, String reason) ->
          EndAttempt.pause(transaction, job, retryPolicy.get().delayAfter(number, random), reason);
      case JobOutcome.HeldBack(String reason) -> EndAttempt.holdBack(transaction, job, reason);
      case JobOutcome.Failed(String reason) -> EndAttempt.fail(transaction, job, reason);
      case JobOutcome.Cancelled() -> EndAttempt.cancel(transaction, job);
    };
  }

  private JobChange retryOrFail(Handle transaction, Job job, String reason) {
    RetryPolicy policy = retryPolicy.get();
    Integer own = job.maxAttempts();
    if (job.attempts() >= (own == null ? policy.tries() : own)) {
      return EndAttempt.fail(transaction, job, reason);
    }
    return EndAttempt.retry(transaction, job, policy.delayAfter(job.attempts(), random), reason);
  }

  private static RunResult result(JobChange change) {
    return switch (change) {
      case JobChange.WillRetry(var reason, var at) -> new RunResult.WillRetry(at, reason);
      case JobChange.Postponed(var reason, var at) -> new RunResult.Postponed(at, reason);
      case JobChange.Failed(var reason) -> new RunResult.Failed(reason);
      case JobChange.Cancelled() -> new RunResult.Cancelled();
      case JobChange.Lost() -> new RunResult.Lost("The lease was lost; the job will run again.");
      case JobChange.Requeued() -> throw new IllegalStateException("No one requeued it.");
    };
  }

  private static RunResult log(HeldJob held, RunResult result) {
    long id = held.id().value();
    JobType type = held.type();
    int attempt = held.attempt();
    switch (result) {
      case RunResult.Completed done ->
          LOG.debug("job={} type={} attempt={} completed", id, type, attempt);
      case RunResult.Failed(var reason) ->
          LOG.error("job={} type={} attempt={} failed: {}", id, type, attempt, reason);
      case RunResult.WillRetry(var at, var reason) ->
          LOG.warn("job={} type={} attempt={} retry_at={} {}", id, type, attempt, at, reason);
      case RunResult.Postponed(var at, var reason) ->
          LOG.info("job={} type={} attempt={} postponed_to={} {}", id, type, attempt, at, reason);
      case RunResult.Cancelled cancelled ->
          LOG.info(
              "job={} type={} attempt={} The job was cancelled as requested; it was to do {}",
              id,
              type,
              attempt,
              held.payload());
      case RunResult.Lost(var reason) ->
          LOG.info("job={} type={} attempt={} lost: {}", id, type, attempt, reason);
      case RunResult.Paused(var reason) ->
          LOG.info("job={} type={} attempt={} not started: {}", id, type, attempt, reason);
      case RunResult.RunningElsewhere(var worker) ->
          LOG.info("job={} type={} attempt={} runs on {}", id, type, attempt, worker);
      case RunResult.AlreadyFinished(var status) ->
          LOG.info("job={} type={} attempt={} had ended before: {}", id, type, attempt, status);
    }
    return result;
  }
}
