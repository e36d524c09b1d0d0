package lightspeed.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Claims jobs for the executors, no more than they can start soon. One thread.
final class Fetcher implements Runnable {
  /// A job that was expected to be short turned out to be long: those behind it go back after so
  /// long, so that another worker can have them.
  private static final Duration LONGEST_WAIT = Duration.ofMillis(250);

  /// With all executors busy, also those for critical jobs, there is nothing to look for; they
  /// raise the signal.
  private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

  /// Until the worker is registered anew.
  private static final Duration NO_LEASE_PAUSE = Duration.ofMillis(20);

  private final LoopContext context;
  private final Claiming claiming;
  private final Heartbeat heartbeat;
  private final ExecutorPool pool;
  private final Pacing pacing;
  private final PollPace pace = new PollPace();

  /// When to look.
  ///
  /// @param wake raised when there may be something to claim, or room for it
  record Pacing(Signal wake, Supplier<Duration> idleSleep, LongSupplier nanoTicker) {}

  Fetcher(
      LoopContext context,
      Claiming claiming,
      Heartbeat heartbeat,
      ExecutorPool pool,
      Pacing pacing) {
    this.context = context;
    this.claiming = claiming;
    this.heartbeat = heartbeat;
    this.pool = pool;
    this.pacing = pacing;
  }

  @Override
  public void run() {
    try {
      while (!context.state().isStopping()) {
        long seen = pacing.wake().count();
        pacing.wake().await(seen, survive());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      context.outage().over(this);
    }
  }

  private Duration survive() {
    try {
      Duration pause = round();
      context.outage().over(this);
      return pause;
    } catch (RuntimeException e) {
      return context.outage().failed(this, e);
    }
  }

  /// One look, and how long to wait for the next.
  private Duration round() {
    claiming.giveBack(pool.takeBack(LONGEST_WAIT));
    int wanted = pool.wanted();
    int critical = wanted == 0 ? pool.wantedCritical() : 0;
    if (wanted == 0 && critical == 0) {
      return pool.hasWaiting() ? LONGEST_WAIT : BUSY_PAUSE;
    }
    Optional<Lease> lease = heartbeat.lease().filter(current -> current.holdsFor(Duration.ZERO));
    if (lease.isEmpty()) {
      return NO_LEASE_PAUSE;
    }
    long started = pacing.nanoTicker().getAsLong();
    List<HeldJob> jobs =
        wanted > 0
            ? claiming.upTo(wanted, lease.get())
            : claiming.criticalUpTo(critical, lease.get());
    if (jobs.isEmpty()) {
      Duration look = Duration.ofNanos(pacing.nanoTicker().getAsLong() - started);
      Duration pause = pace.pauseAfter(look, pacing.idleSleep().get());
      return pool.hasWaiting() && pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
    }
    pace.found();
    if (context.state().isStopping()) {
      claiming.giveBack(jobs);
    } else {
      pool.submit(jobs);
    }
    return Duration.ZERO;
  }
}
