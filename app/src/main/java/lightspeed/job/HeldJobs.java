package lightspeed.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// All jobs this process holds: waiting for an executor, running, or with a result not yet written.
///
/// **Threads:** safe.
final class HeldJobs {
  private final Map<Long, HeldJob> byToken = new ConcurrentHashMap<>();
  private final AtomicLong claimUnderWay = new AtomicLong();
  private final Signal changed = new Signal();

  /// To be called before a claim is sent: what it takes is ours before we know it.
  void claiming(long tokenBase) {
    claimUnderWay.set(tokenBase);
  }

  /// The claim has ended; what it took is held.
  void claimEnded(Collection<Claim> claims, Lease lease) {
    claims.forEach(claim -> byToken.put(claim.token(), new HeldJob(claim, lease)));
    claimUnderWay.set(0);
  }

  /// Whether this process knows of the claim.
  boolean knows(WorkerRows.Claimed claim) {
    return byToken.containsKey(claim.token())
        || claim.token() - claim.id().value() == claimUnderWay.get();
  }

  Optional<HeldJob> find(long token) {
    return Optional.ofNullable(byToken.get(token));
  }

  void remove(HeldJob job) {
    byToken.remove(job.claim().token());
    if (byToken.isEmpty()) {
      changed.raise();
    }
  }

  int count() {
    return byToken.size();
  }

  List<HeldJob> all() {
    return List.copyOf(byToken.values());
  }

  /// Wakes who waits in [#awaitNone].
  void wake() {
    changed.raise();
  }

  /// Waits until nothing is held, [#wake] is called, or the time is over.
  void awaitNone(Duration timeout) throws InterruptedException {
    long seen = changed.count();
    if (!byToken.isEmpty()) {
      changed.await(seen, timeout);
    }
  }
}
