package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers the worker and keeps its lease alive. When the lease is over, the worker registers
/// under another id and goes on; when the database went back, that is told first; when a newer
/// program has changed the schema, the worker ends. One thread; the lease may be read by all.
final class Heartbeat implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /// Five beats may get lost before the lease does.
  private static final int BEATS_PER_LEASE = 6;

  /// So that the whole id fits into its column.
  private static final int MAX_HOST_CHARACTERS = 48;

  private final Database database;
  private final QueueClock clock;
  private final JobQueue queue;
  private final WorkerHost host;
  private final Supplier<Duration> length;
  private final LongSupplier nanoTicker;
  private final Supplier<WorkerRows.Load> load;
  private final WorkerState state;
  private final DatabaseOutage outage;
  private final IntConsumer outdated;
  private volatile @Nullable Lease lease;
  private long beatsSent;

  /// @param outdated is told the version of the database when a newer program has changed it
  Heartbeat(
      LoopContext context,
      QueueClock clock,
      JobQueue queue,
      WorkerHost host,
      Supplier<Duration> length,
      LongSupplier nanoTicker,
      Supplier<WorkerRows.Load> load,
      IntConsumer outdated) {
    this.outdated = outdated;
    this.clock = clock;
    this.database = context.database();
    this.state = context.state();
    this.outage = context.outage();
    this.queue = queue;
    this.host = host;
    this.length = length;
    this.nanoTicker = nanoTicker;
    this.load = load;
  }

  /// The lease that was registered last; empty before the first and after its end.
  Optional<Lease> lease() {
    return Optional.ofNullable(lease).filter(Lease::isHeld);
  }

  @Override
  public void run() {
    while (!(state.isClosing() || state.isAbandoned())) {
      long seen = state.changes();
      Duration pause = length.get().dividedBy(BEATS_PER_LEASE);
      try {
        clock.look();
        Lease current = lease;
        if (current != null && (current.isHeld() || isOutdated())) {
          beat(current);
        }
        if (lease().isEmpty() && !isOutdated()) {
          register();
        }
        outage.over(this);
      } catch (RuntimeException e) {
        Duration delay = outage.failed(this, e);
        pause = delay.compareTo(pause) < 0 ? delay : pause;
        seen = state.changes();
      }
      state.pause(seen, pause);
    }
  }

  /// An outdated worker claims nothing more, but beats on while its jobs are handed back.
  private boolean isOutdated() {
    Lease last = lease;
    return last != null && last.state() == Lease.State.OUTDATED;
  }

  synchronized Lease register() {
    Lease before = lease;
    String id =
        host.name().substring(0, Math.min(host.name().length(), MAX_HOST_CHARACTERS))
            + ":"
            + host.pid()
            + ":"
            + UUID.randomUUID().toString().substring(0, 8);
    Duration current = length.get();
    long sentAt = nanoTicker.getAsLong();
    Lease.Confirmed first =
        database.inTransaction(
            transaction -> {
              if (before != null) {
                tellIfDatabaseWentBack(transaction, before);
              }
              WorkerRows.register(transaction, id, host, load.get().concurrency(), current);
              return WorkerStanding.of(transaction, id, NEW).confirmed();
            });
    beatsSent = first.beats();
    Lease registered = new Lease(id, nanoTicker, sentAt, current, first, state::nudge);
    lease = registered;
    LOG.info("worker={} host={} pid={} registered", id, host.name(), host.pid());
    return registered;
  }

  /// Nothing to compare with yet.
  private static final Lease.Confirmed NEW = new Lease.Confirmed(0, 0, Instant.MIN);

  /// A lease that ended for another reason may have ended in a database that went back since.
  private void tellIfDatabaseWentBack(Handle transaction, Lease before) {
    WorkerStanding now = WorkerStanding.of(transaction, before.workerId(), before.confirmed());
    boolean wentBack =
        before.state() == Lease.State.DATABASE_WENT_BACK
            || now.state() == Lease.State.DATABASE_WENT_BACK;
    if (wentBack && QueueState.countSetback(transaction, before.confirmed().setbacks())) {
      LOG.error("the database went back to an earlier state: {}", now.words());
      queue.tellWentBack(transaction, now.words());
    }
  }

  private void beat(Lease current) {
    Duration next = length.get();
    beatsSent++;
    long sentAt = nanoTicker.getAsLong();
    WorkerStanding standing =
        database.inTransaction(
            transaction -> {
              WorkerRows.beat(
                  transaction,
                  current.workerId(),
                  beatsSent,
                  current.confirmed().beats(),
                  load.get(),
                  next);
              return WorkerStanding.of(transaction, current.workerId(), current.confirmed());
            });
    switch (standing.state()) {
      case HELD -> current.renew(sentAt, next, standing.confirmed());
      case LOST -> LOG.warn("worker={} lost its lease; its jobs run elsewhere", current.workerId());
      case DATABASE_WENT_BACK -> LOG.warn("worker={} stops its jobs", current.workerId());
      case OUTDATED -> LOG.warn("worker={} is older than the database", current.workerId());
    }
    if (standing.state() != Lease.State.HELD) {
      current.end(standing.state());
    }
    if (isOutdated()) {
      outdated.accept(standing.schema());
    }
  }

  /// Leaves: whatever is still held is released by others.
  void leave() {
    Lease current = lease;
    if (current != null && (current.isHeld() || isOutdated())) {
      current.end(Lease.State.LOST);
      String id = current.workerId();
      database.useTransaction(transaction -> WorkerRows.stop(transaction, id, load.get()));
      LOG.info("worker={} stopped", id);
    }
  }
}
