package lightspeed.job;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import lightspeed.db.Database;

/// Looks after claims: releases those of dead workers, passes on requests to cancel, and releases
/// what the table says is ours but is not (a claim whose answer was lost with its connection). In a
/// worker that claims by itself, puts recurring jobs into the queue when their time has come. One
/// thread.
final class Caretaker implements Runnable {
  /// Looks for each lease: a dead worker is found within a twelfth of the lease after its end.
  private static final int LOOKS_PER_LEASE = 12;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final QueueClock clock;
  private final JobQueue queue;
  private final HeldJobs held;
  private final Supplier<Duration> leaseLength;
  private final Heartbeat heartbeat;
  private final WorkerState state;
  private final DatabaseOutage outage;
  private Set<Long> strangers = new HashSet<>();
  private volatile Runnable recurring = () -> {};

  Caretaker(
      LoopContext context,
      QueueClock clock,
      JobQueue queue,
      HeldJobs held,
      Supplier<Duration> leaseLength,
      Heartbeat heartbeat) {
    this.database = context.database();
    this.state = context.state();
    this.outage = context.outage();
    this.clock = clock;
    this.queue = queue;
    this.held = held;
    this.leaseLength = leaseLength;
    this.heartbeat = heartbeat;
  }

  /// From now on recurring jobs of these types are put into the queue; none means all.
  void careForRecurring(Supplier<Set<JobType>> types) {
    recurring = () -> queue.enqueueDue(types.get());
  }

  @Override
  public void run() {
    while (!(state.isClosing() || state.isAbandoned())) {
      Duration pause = leaseLength.get().dividedBy(LOOKS_PER_LEASE);
      try {
        clock.look();
        queue.recover();
        if (!state.isStopping()) {
          recurring.run();
        }
        heartbeat.lease().ifPresent(this::compare);
        outage.over(this);
      } catch (RuntimeException e) {
        pause = outage.failed(this, e);
      }
      state.pause(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
    outage.over(this);
  }

  /// Compares what the table says is ours with what we hold.
  void compare(Lease lease) {
    Set<Long> unknown = new HashSet<>();
    for (WorkerRows.Claimed claim :
        database.read(handle -> WorkerRows.claimed(handle, lease.workerId()))) {
      if (claim.isCancelRequested()) {
        held.find(claim.token()).ifPresent(HeldJob::requestCancel);
      }
      if (!held.knows(claim)) {
        unknown.add(claim.token());
        release(claim);
      }
    }
    strangers = unknown;
  }

  /// Only at the second look: at the first it may just have been finished.
  private void release(WorkerRows.Claimed claim) {
    if (strangers.contains(claim.token())) {
      queue.release(new RecoverJobs.Orphan(claim.id(), claim.token()));
    }
  }
}
