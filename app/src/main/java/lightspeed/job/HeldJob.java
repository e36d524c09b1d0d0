package lightspeed.job;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A claimed job in the hands of this process, from the claim to the written result; its handler
/// sees it as [RunningJob].
final class HeldJob implements RunningJob {
  private final Claim claim;
  private final Lease lease;
  private volatile boolean cancelRequested;
  private volatile boolean stopped;
  private @Nullable Thread handlerThread;

  HeldJob(Claim claim, Lease lease) {
    this.claim = claim;
    this.lease = lease;
  }

  Claim claim() {
    return claim;
  }

  Lease lease() {
    return lease;
  }

  @Override
  public JobId id() {
    return claim.id();
  }

  @Override
  public JobType type() {
    return claim.type();
  }

  @Override
  public String payload() {
    return claim.payload();
  }

  @Override
  public Priority priority() {
    return claim.priority();
  }

  @Override
  public int attempt() {
    return claim.attempt();
  }

  @Override
  public long claimToken() {
    return claim.token();
  }

  @Override
  public boolean isCancelRequested() {
    return cancelRequested;
  }

  void requestCancel() {
    cancelRequested = true;
  }

  @Override
  public void requireClaim(Handle transaction) {
    requireHeld();
    requireStanding(transaction, tx -> HoldClaim.lock(tx, claim));
  }

  @Override
  public void renewClaim(Handle transaction) {
    requireHeld();
    requireStanding(transaction, tx -> HoldClaim.renew(tx, claim));
  }

  /// The job's row comes first, so that the worker's is read while no one else can take the job.
  private void requireStanding(Handle transaction, Predicate<Handle> isClaimed) {
    Lease.Confirmed remembered = lease.confirmed();
    boolean isOurs = isClaimed.test(transaction);
    WorkerStanding standing = WorkerStanding.of(transaction, lease.workerId(), remembered);
    if (standing.state() != Lease.State.HELD) {
      lease.end(standing.state());
    }
    requireHeld();
    if (!isOurs) {
      throw new LeaseLost(id(), type());
    }
  }

  @Override
  public void requireLeaseFor(Duration duration) {
    requireHeld();
    if (!lease.holdsFor(duration)) {
      throw new LeaseLost(id(), type());
    }
  }

  private void requireHeld() {
    switch (lease.state()) {
      case HELD -> {
        if (stopped) {
          throw new LeaseLost(id(), type());
        }
      }
      case LOST -> throw new LeaseLost(id(), type());
      case DATABASE_WENT_BACK -> throw new DatabaseWentBack(id(), type());
      case OUTDATED -> throw new WorkerOutdated(id(), type());
    }
  }

  @Override
  public void complete(Handle transaction) {
    requireClaim(transaction);
    if (!CompleteJobs.in(transaction, List.of(claim))) {
      throw new LeaseLost(id(), type());
    }
  }

  /// The calling thread enters the handler; from now on [#stop] interrupts it.
  synchronized void enterHandler() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException();
    }
    handlerThread = Thread.currentThread();
  }

  /// The calling thread left the handler. An interrupt that came too late, or that the handler left
  /// behind, is dropped: it would break the writing of the result. The thread is ours and ends
  /// soon.
  synchronized void leaveHandler() {
    handlerThread = null;
    Thread.interrupted();
  }

  /// The worker does not wait for this job any longer: its handler is interrupted, and may write
  /// nothing more.
  synchronized void stop() {
    stopped = true;
    if (handlerThread != null) {
      handlerThread.interrupt();
    }
  }

  /// What this process remembers of the job is not what the database knows.
  boolean mustNotWrite() {
    return lease.state() == Lease.State.DATABASE_WENT_BACK;
  }

  boolean isStopped() {
    return stopped;
  }
}
