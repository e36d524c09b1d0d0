package lightspeed.webhook;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what was refused and writes a line for each into `webhook-receiver.log`; in a flood at
/// most [#MAX_LINES] a second, then how many more there were.
///
/// **Threads:** safe.
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger("webhook-receiver");
  private static final int MAX_LINES = 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTicker;
  private final Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
  private long secondBegan;
  private int lines;
  private long unwritten;

  Refusals(LongSupplier nanoTicker) {
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

  /// What was refused since it was asked last, by reason.
  synchronized Map<Refusal, Long> take() {
    var taken = new EnumMap<>(counts);
    counts.clear();
    return taken;
  }
}
