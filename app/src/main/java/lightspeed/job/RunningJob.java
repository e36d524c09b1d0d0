package lightspeed.job;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/// A job as its handler sees it while it holds the claim.
///
/// **Threads:** used by the handler's thread only.
public interface RunningJob {
  JobId id();

  JobType type();

  String payload();

  Priority priority();

  /// Which try this is, from 1; postponed and lost starts do not count.
  int attempt();

  /// The claim that this start holds: random, and another one at each start. What a job takes for
  /// itself beside its row (an order to write to) is its own exactly as long as `queue_jobs` has
  /// the job PROCESSING with this token.
  long claimToken();

  /// Someone asked to cancel this job: stop at the next safe point and return
  /// [JobOutcome.Cancelled].
  boolean isCancelRequested();

  /// Makes the caller's transaction conditional on the claim: locks the job's row and checks the
  /// claim token and the worker's lease by the database's clock.
  ///
  /// @throws LeaseLost when another worker may own the job now; the transaction must be rolled
  ///     back. When the database calls the lease over, it is over for all jobs of this worker at
  ///     once
  /// @throws DatabaseWentBack when the database knows less of this worker than it remembers
  /// @throws WorkerOutdated when a newer program has changed the schema
  void requireClaim(Handle transaction);

  /// As [#requireClaim], for the transaction that announces a remote write: it changes the job's
  /// row, so that also the nodes of a cluster, which know nothing of each other's locks, let only
  /// one of two holders pass.
  ///
  /// @throws LeaseLost as [#requireClaim]
  void renewClaim(Handle transaction);

  /// Checks, without a database call, that the worker's lease is known to hold for at least
  /// `duration` from now. Stands directly before each remote write. Time that passed while the
  /// process was stopped counts.
  ///
  /// @throws LeaseLost when it may not
  void requireLeaseFor(Duration duration);

  /// Marks the job COMPLETED in the caller's transaction, with its attempt row; return
  /// [JobOutcome.Recorded] after the commit.
  ///
  /// @throws LeaseLost when another worker may own the job now; the transaction must be rolled back
  void complete(Handle transaction);
}
