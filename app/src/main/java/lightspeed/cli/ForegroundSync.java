package lightspeed.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import lightspeed.job.Job;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.retailer.LineState;
import lightspeed.sync.Operation;
import lightspeed.sync.SyncListener;
import org.jspecify.annotations.Nullable;

/// Runs the job of one order here and now, or follows the worker that has it, until it has ended or
/// will be tried again much later.
final class ForegroundSync {
  private static final Duration LOOK_PAUSE = Duration.ofMillis(200);

  /// A wait within this is sat out: a settle time, or the rest of a rate window.
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final Session session;
  private final Terminal terminal;
  private final PurchaseOrder order;
  private final JobId job;
  private final Act act;
  private String told = "";

  /// Whether Lightspeed was asked because the job is paused although the line is up.
  private boolean hasProbed;

  /// What the job does, in the words of its failures.
  ///
  /// @param done such as `sent`
  /// @param command what tries it again, without the order
  record Act(String done, String command) {
    static final Act SENDING = new Act("sent", "sync:po");
  }

  ForegroundSync(Session session, PurchaseOrder order, JobId job, Act act) {
    this.act = act;
    this.session = session;
    this.terminal = session.terminal();
    this.order = order;
    this.job = job;
  }

  /// Returns null when the order is in Lightspeed, otherwise why it is not.
  @Nullable CommandFailed run() throws InterruptedException {
    Hindered.refuseSending(session.services());
    session.services().onSyncStep(new Steps());
    LineFailure.probeIfDown(session.services().line());
    session.services().line().goFirst(job);
    try (var worker = session.services().worker(Set.of())) {
      while (true) {
        var result = worker.runNow(job);
        var end = endOf(result);
        if (end.isOver()) {
          terminal.endProgress();
          return end.failure();
        }
      }
    }
  }

  /// Whether to go on, and what is wrong when not.
  private record End(boolean isOver, @Nullable CommandFailed failure) {
    static final End AGAIN = new End(false, null);
    static final End WELL = new End(true, null);

    static End failed(CommandFailed failure) {
      return new End(true, failure);
    }
  }

  private End endOf(RunResult result) throws InterruptedException {
    return switch (result) {
      case RunResult.Completed _ -> End.WELL;
      case RunResult.AlreadyFinished finished -> ofEnded(finished.status(), reason());
      case RunResult.Failed failed -> ofEnded(JobStatus.FAILED, failed.reason());
      case RunResult.Cancelled _ -> ofEnded(JobStatus.CANCELLED, null);
      case RunResult.WillRetry retry ->
          End.failed(willRetry(retry.nextAttemptAt(), retry.reason()));
      case RunResult.Postponed postponed ->
          ofPostponed(postponed.nextAttemptAt(), postponed.reason());
      case RunResult.Paused paused -> ofPaused(paused.reason());
      case RunResult.RunningElsewhere elsewhere -> {
        terminal.say(worker(elsewhere) + " has this order; following it.");
        yield follow();
      }
      case RunResult.Lost lost -> {
        terminal.say(lost.reason());
        yield follow();
      }
    };
  }

  /// Why it failed, of a job that others ran.
  private @Nullable String reason() {
    return session.services().queue().find(job).map(Job::errorMessage).orElse(null);
  }

  private static String worker(RunResult.RunningElsewhere elsewhere) {
    return "Worker " + elsewhere.workerId();
  }

  private End ofEnded(JobStatus status, @Nullable String reason) {
    return switch (status) {
      case COMPLETED -> End.WELL;
      case CANCELLED ->
          End.failed(
              new CommandFailed(
                  ExitCode.CONFLICT,
                  "cancelled",
                  job + " was cancelled.",
                  "Do it again: " + again()));
      case FAILED -> End.failed(failed(reason));
      case PENDING, PROCESSING -> End.AGAIN;
    };
  }

  private CommandFailed failed(@Nullable String reason) {
    boolean isTaken = session.services().sync().isStoppedByReference(order.id());
    return new CommandFailed(
        isTaken ? ExitCode.CONFLICT : ExitCode.FAILED,
        isTaken ? "reference_taken" : "sync_failed",
        "Order "
            + order.publicId()
            + " was not "
            + act.done()
            + ": "
            + Objects.requireNonNullElse(reason, "no reason was written down."),
        isTaken ? null : "When that is repaired: " + retry());
  }

  private End ofPaused(String reason) throws InterruptedException {
    Hindered.refuseSending(session.services());
    var line = session.services().line().lookClosely();
    if (line.kind() == LineState.Kind.DOWN || line.kind() == LineState.Kind.HOLD) {
      return End.failed(new CommandFailed(LineFailure.of(line)));
    }
    if (line.kind() == LineState.Kind.UP && hasProbed) {
      return End.failed(new CommandFailed(ExitCode.CONFLICT, "not_allowed", reason, null));
    }
    if (line.kind() == LineState.Kind.UP) {
      hasProbed = true;
      return LineFailure.whenProbeFails(session.services().line())
          .map(failure -> End.failed(new CommandFailed(failure)))
          .orElse(End.AGAIN);
    }
    // One order goes first after an outage, or the pause has just ended.
    session.services().line().goFirst(job);
    if (!reason.equals(told)) {
      told = reason;
      terminal.say(reason);
    }
    session.services().sleeper().sleep(LOOK_PAUSE);
    return End.AGAIN;
  }

  private End ofPostponed(Instant until, String reason) throws InterruptedException {
    Hindered.refuseSending(session.services());
    var line = session.services().line().lookClosely();
    if (line.kind() == LineState.Kind.DOWN || line.kind() == LineState.Kind.HOLD) {
      return End.failed(new CommandFailed(LineFailure.of(line)));
    }
    var wait = Duration.between(session.services().clock().instant(), until);
    if (wait.compareTo(PATIENCE) > 0) {
      return End.failed(willRetry(until, reason));
    }
    terminal.say("Waiting " + Words.duration(wait.plusMillis(999)) + ": " + reason);
    // This machine's clock may be ahead of the database's, which decides; so never without a pause.
    session.services().sleeper().sleep(wait.compareTo(LOOK_PAUSE) < 0 ? LOOK_PAUSE : wait);
    return End.AGAIN;
  }

  /// Looks at the job until it has ended or waits again.
  private End follow() throws InterruptedException {
    while (true) {
      Job now =
          session.services().queue().find(job).orElseThrow(() -> QueueShowCommand.noSuchJob(job));
      switch (now.status()) {
        case COMPLETED, FAILED, CANCELLED -> {
          return ofEnded(now.status(), now.errorMessage());
        }
        case PENDING -> {
          var error = now.errorMessage();
          return ofPostponed(now.availableAt(), error == null ? "its turn comes" : error);
        }
        case PROCESSING -> session.services().sleeper().sleep(LOOK_PAUSE);
      }
    }
  }

  private CommandFailed willRetry(Instant at, String reason) {
    return new CommandFailed(
        ExitCode.FAILED,
        "will_retry",
        "Order "
            + order.publicId()
            + " was not "
            + act.done()
            + " this time: "
            + reason
            + " The next try is at "
            + Words.time(at)
            + ", by a worker.",
        "Try now: " + again());
  }

  private String again() {
    return "lightspeed-cli " + act.command() + " " + order.publicId();
  }

  private String retry() {
    return act.equals(Act.SENDING) ? "lightspeed-cli sync:retry " + order.publicId() : again();
  }

  /// Shows the steps of this order as they are made.
  private final class Steps implements SyncListener {
    @Override
    public void began(PurchaseOrderId about, Operation operation, String what) {
      if (about.equals(order.id())) {
        terminal.progress(operation + ": " + what);
      }
    }

    @Override
    public void ended(PurchaseOrderId about, Operation operation, String result) {
      if (about.equals(order.id())) {
        terminal.say("  " + operation + ": " + result);
      }
    }
  }
}
