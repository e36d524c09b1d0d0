package lightspeed.sync;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How long this process has known of each write in doubt, by its monotonic clock. Lives as long as
/// the process.
///
/// The database's clock may jump, and its nodes may disagree. It is asked only about doubts that an
/// earlier process took over, so that short processes one after the other come to an end too.
///
/// **Threads:** safe.
final class Doubts {
  /// Forgotten ones wait again.
  private static final int MOST = 10_000;

  private final LongSupplier nanoTicker;
  private final Map<Long, Known> known = new LinkedHashMap<>();
  private long epoch;

  Doubts(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  /// @param before how long it had been waited for when this process heard of it
  private record Known(long sinceNanos, Duration before) {}

  /// A write of this very process has ended without a known outcome.
  synchronized void begins(long entry) {
    known.put(entry, new Known(nanoTicker.getAsLong(), Duration.ZERO));
  }

  /// How long this one has been waited for. Begins to count when it is the first time.
  synchronized Duration waited(JournalEntry entry) {
    if (entry.epoch() > epoch) {
      known.clear(); // The database went back: the same numbers mean other rows.
      epoch = entry.epoch();
    }
    long now = nanoTicker.getAsLong();
    Known one = known.computeIfAbsent(entry.id(), _ -> new Known(now, entry.waited()));
    if (known.size() > MOST) {
      known.remove(known.keySet().iterator().next());
    }
    return one.before().plusNanos(now - one.sinceNanos());
  }
}
