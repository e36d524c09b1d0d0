package lightspeed.job;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.db.Database;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers the worker and keeps its lease alive. When the lease is lost, the worker registers
/// anew under another id and goes on. One thread; the lease may be read by all.
final class Heartbeat implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /// Five beats may get lost before the lease does.
  private static final int BEATS_PER_LEASE = 6;

  /// So that the whole id fits into its column.
  private static final int MAX_HOST_CHARACTERS = 48;

  private final Database database;
  private final WorkerHost host;
  private final Supplier<Duration> length;
  private final LongSupplier nanoTicker;
  private final Supplier<WorkerRows.Load> load;
  private final WorkerState state;
  private final DatabaseOutage outage;
  private volatile @Nullable Lease lease;

  Heartbeat(
      LoopContext context,
      WorkerHost host,
      Supplier<Duration> length,
      LongSupplier nanoTicker,
      Supplier<WorkerRows.Load> load) {
    this.database = context.database();
    this.state = context.state();
    this.outage = context.outage();
    this.host = host;
    this.length = length;
    this.nanoTicker = nanoTicker;
    this.load = load;
  }

  /// The lease that was registered last; empty before the first and after a loss.
  Optional<Lease> lease() {
    return Optional.ofNullable(lease).filter(current -> !current.isLost());
  }

  @Override
  public void run() {
    while (!(state.isClosing() || state.isAbandoned())) {
      Duration pause = length.get().dividedBy(BEATS_PER_LEASE);
      try {
        if (lease().isEmpty() || !beat(lease().get())) {
          register();
        }
        outage.over(this);
      } catch (RuntimeException e) {
        Duration delay = outage.failed(this, e);
        pause = delay.compareTo(pause) < 0 ? delay : pause;
      }
      state.pause(pause);
    }
  }

  Lease register() {
    String id =
        host.name().substring(0, Math.min(host.name().length(), MAX_HOST_CHARACTERS))
            + ":"
            + host.pid()
            + ":"
            + UUID.randomUUID().toString().substring(0, 8);
    Duration current = length.get();
    long sentAt = nanoTicker.getAsLong();
    database.useTransaction(
        transaction ->
            WorkerRows.register(transaction, id, host, load.get().concurrency(), current));
    Lease registered = new Lease(id, nanoTicker, sentAt, current);
    lease = registered;
    LOG.info("worker={} host={} pid={} registered", id, host.name(), host.pid());
    return registered;
  }

  private boolean beat(Lease current) {
    Duration next = length.get();
    long sentAt = nanoTicker.getAsLong();
    boolean holds =
        database.inTransaction(
            transaction -> WorkerRows.beat(transaction, current.workerId(), load.get(), next));
    if (holds) {
      current.renew(sentAt, next);
    } else {
      current.lose();
      LOG.warn("worker={} lost its lease; its jobs run elsewhere", current.workerId());
    }
    return holds;
  }

  /// Leaves: whatever is still held is released by others.
  void leave() {
    Optional<Lease> current = lease();
    if (current.isPresent()) {
      current.get().lose();
      String id = current.get().workerId();
      database.useTransaction(transaction -> WorkerRows.stop(transaction, id, load.get()));
      LOG.info("worker={} stopped", id);
    }
  }
}
