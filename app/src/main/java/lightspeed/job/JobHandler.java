package lightspeed.job;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Does the work of one job type. To add a type: a constant [JobType] in the package that enqueues
/// it, a class that implements this, and a line in `App` that registers it.
///
/// **Threads:** one instance serves all jobs of its type at the same time.
///
/// **Twice:** a job may be started again after any crash; the handler makes the effect happen once.
public interface JobHandler {
  JobType type();

  /// Does the work of one attempt. May throw: a [LeaseLost] is dropped; any other exception counts
  /// as [JobOutcome.Retry] with its message, an `Error` as [JobOutcome.Failed].
  ///
  /// @throws InterruptedException when the worker stops at once; the job is handed back without
  ///     counting
  JobOutcome run(RunningJob job) throws InterruptedException;

  /// Why jobs of this type must not be started at the moment, empty when they may. Asked before
  /// every claim, so it must answer from memory or with one cheap read.
  default Optional<String> pausedBecause() {
    return Optional.empty();
  }

  /// Whether jobs of this type carry out what a person decided on the day it was decided, such as a
  /// cancellation. Retrying everything that failed leaves those alone: only a person decides again.
  default boolean isDecision() {
    return false;
  }

  /// The one job that may be started although [#pausedBecause] says no, once it is due; empty when
  /// there is none. Asked before every claim as well.
  default Optional<JobId> exemptFromPause() {
    return Optional.empty();
  }

  /// A person let this waiting job start now; called after the commit.
  default void broughtForward(JobId job) {}

  /// Called in the very transaction that changes the job without completing it, so that what the
  /// job is about can be shown in step with it. Must only write to the database, and may be called
  /// again after a roll-back.
  default void changed(Handle transaction, String payload, JobChange change) {}
}
