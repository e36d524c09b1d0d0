package lightspeed.webhook;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import lightspeed.db.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what was refused and writes a line for each into `webhook-receiver.log`; in a flood at
/// most [#MAX_LINES] a second, then how many more there were. The counts go to the database every
/// few seconds, however many they are: a flood costs it nothing.
///
/// **Threads:** safe.
public final class Refusals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("webhook-receiver");
  private static final int MAX_LINES = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RefusalCounts stored;
  private final LongSupplier nanoTicker;
  private final Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
  private long secondBegan;
  private int lines;
  private long unwritten;
  private @Nullable ScheduledExecutorService clockwork;

  public Refusals(RefusalCounts stored, LongSupplier nanoTicker) {
    this.stored = stored;
    this.nanoTicker = nanoTicker;
    this.secondBegan = nanoTicker.getAsLong();
  }

  /// @param source address of the client
  /// @param type that was asked for, without the secret
  synchronized void add(Refused refused, String source, String type) {
    counts.merge(refused.reason(), 1L, Long::sum);
    if (nanoTicker.getAsLong() - secondBegan >= SECOND) {
      secondBegan = nanoTicker.getAsLong();
      lines = 0;
      if (unwritten > 0) {
        LOG.warn("event=refused more={} lines left out", unwritten);
        unwritten = 0;
      }
    }
    lines++;
    if (lines > MAX_LINES) {
      unwritten++;
      return;
    }
    LOG.warn(
        "event=refused reason={} status={} source={} type={} detail=\"{}\"",
        refused.reason(),
        refused.reason().status(),
        source,
        type,
        refused.getMessage());
  }

  /// Stores the counts each `interval` until [#close()].
  public synchronized void start(Duration interval) {
    if (clockwork == null) {
      clockwork =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("refusals").factory());
      var _ =
          clockwork.scheduleWithFixedDelay(
              this::flush, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// Stores what was counted since the last time; what cannot be stored now is kept for the next.
  void flush() {
    var taken = take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      stored.add(taken);
    } catch (DatabaseException e) {
      LOG.debug("event=refusals_not_stored reason=\"{}\"", e.getMessage());
      giveBack(taken);
    }
  }

  private synchronized Map<Refusal, Long> take() {
    var taken = new EnumMap<>(counts);
    counts.clear();
    return taken;
  }

  private synchronized void giveBack(Map<Refusal, Long> taken) {
    taken.forEach((reason, number) -> counts.merge(reason, number, Long::sum));
  }

  /// Stores what is left.
  @Override
  public void close() {
    synchronized (this) {
      if (clockwork != null) {
        clockwork.shutdown();
        clockwork = null;
      }
    }
    flush();
  }
}
