package lightspeed.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Addresses from which people signed in or programs came with a token lately. For them a share of
/// the connections is kept free.
///
/// **Threads:** safe.
final class KnownAddresses {
  private static final Duration LATELY = Duration.ofHours(12);
  private static final int MOST = 10_000;

  private final LongSupplier nanoTicker;
  private final Map<String, Long> lastSeen = new LinkedHashMap<>(16, 0.75f, true);

  KnownAddresses(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
  }

  /// @param address as [ClientAddress#group] writes it
  synchronized void remember(String address) {
    lastSeen.put(address, nanoTicker.getAsLong());
    if (lastSeen.size() > MOST) {
      var oldest = lastSeen.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized boolean contains(String address) {
    var seen = lastSeen.get(address);
    return seen != null && nanoTicker.getAsLong() - seen < LATELY.toNanos();
  }
}
