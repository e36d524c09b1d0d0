package lightspeed.job;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Claims for one worker: looks, claims only where there is something, and gives back.
///
/// **Threads:** one.
final class Claiming {
  private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

  private final Database database;
  private final QueueClock clock;
  private final JobHandlers handlers;
  private final Supplier<Set<JobType>> types;
  private final HeldJobs held;
  private final RandomGenerator random;
  private final ClaimTurn turn = new ClaimTurn();

  Claiming(
      Database database,
      QueueClock clock,
      JobHandlers handlers,
      Supplier<Set<JobType>> types,
      HeldJobs held,
      RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.handlers = handlers;
    this.types = types;
    this.held = held;
    this.random = random;
  }

  /// What may be started at the moment.
  TypeFilter startable() {
    return TypeFilter.of(types.get(), handlers.paused().keySet());
  }

  /// Claims up to `limit` jobs; they are held from then on.
  List<HeldJob> upTo(int limit, Lease lease) {
    List<HeldJob> exempt = exempt(limit, lease);
    return exempt.isEmpty() ? claim(limit, lease, turn::order) : exempt;
  }

  /// Those that may be started although their type is paused.
  private List<HeldJob> exempt(int limit, Lease lease) {
    return handlers.exempt(types.get()).stream()
        .limit(limit)
        .flatMap(id -> one(id, lease, true).stream())
        .toList();
  }

  /// The same, but only critical jobs; does not count as a turn of the others.
  List<HeldJob> criticalUpTo(int limit, Lease lease) {
    return claim(
        limit,
        lease,
        due -> due.contains(Priority.CRITICAL) ? List.of(Priority.CRITICAL) : List.of());
  }

  private List<HeldJob> claim(
      int limit, Lease lease, Function<Set<Priority>, List<Priority>> inOrder) {
    TypeFilter startable = startable();
    if (startable.isNothing()) {
      return List.of();
    }
    Set<Priority> due = due(startable);
    List<Priority> order = due.isEmpty() ? List.of() : inOrder.apply(due);
    if (order.isEmpty()) {
      return List.of();
    }
    ClaimJobs.Claimer claimer = claimer(lease);
    return take(lease, claimer, tx -> ClaimJobs.in(tx, claimer, startable, order, limit));
  }

  /// By a clock that was just set, too much or too little would be due.
  private Set<Priority> due(TypeFilter startable) {
    long asked = clock.nanos();
    ClaimJobs.Due due = database.read(handle -> ClaimJobs.due(handle, startable));
    if (clock.fits(due.now(), asked)) {
      return due.priorities();
    }
    clock.look();
    return database.read(handle -> ClaimJobs.due(handle, startable)).priorities();
  }

  /// Claims this job if it waits, whether its time has come or not.
  Optional<HeldJob> one(JobId id, Lease lease) {
    return one(id, lease, false);
  }

  private Optional<HeldJob> one(JobId id, Lease lease, boolean onlyDue) {
    ClaimJobs.Claimer claimer = claimer(lease);
    return take(lease, claimer, tx -> ClaimJobs.one(tx, claimer, id, onlyDue).stream().toList())
        .stream()
        .findFirst();
  }

  /// When the answer to the claim is lost, the [Caretaker] finds what it took.
  private List<HeldJob> take(
      Lease lease, ClaimJobs.Claimer claimer, HandleCallback<List<Claim>, RuntimeException> claim) {
    held.claiming(claimer.tokenBase());
    List<Claim> claims = List.of();
    try {
      claims =
          database.inTransaction(
              tx -> {
                List<Claim> taken = claim.withHandle(tx);
                if (!taken.isEmpty()) {
                  requireHeld(tx, lease);
                }
                return taken;
              });
    } catch (LeaseOver over) {
      LOG.info("worker={} claims nothing: its lease is over", lease.workerId());
    } finally {
      held.claimEnded(claims, lease);
    }
    return claims.stream()
        .map(taken -> held.find(taken.token()))
        .flatMap(Optional::stream)
        .toList();
  }

  /// What a worker claims under a lease that is over would be taken from it again, as lost.
  private static void requireHeld(Handle tx, Lease lease) {
    Lease.State state = WorkerStanding.of(tx, lease.workerId(), lease.confirmed()).state();
    if (state != Lease.State.HELD) {
      lease.end(state);
      throw new LeaseOver();
    }
  }

  /// Rolls the claim back.
  private static final class LeaseOver extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Gives back jobs that were not started. What cannot be written now is found by the [Caretaker],
  /// or by another worker.
  void giveBack(List<HeldJob> jobs) {
    List<Claim> claims =
        jobs.stream().filter(job -> !job.mustNotWrite()).map(HeldJob::claim).toList();
    try {
      if (!claims.isEmpty()) {
        database.useTransaction(tx -> ReleaseUnstarted.in(tx, claims));
      }
    } finally {
      jobs.forEach(held::remove);
    }
  }

  private ClaimJobs.Claimer claimer(Lease lease) {
    return new ClaimJobs.Claimer(lease.workerId(), random.nextLong(1, Long.MAX_VALUE / 2));
  }
}
