package lightspeed.server;

import java.util.HashMap;
import java.util.Map;

/// Counts the bytes of all bodies that are in memory at the same time, over all listeners, so that
/// no number of senders can fill it. Strangers share one half, and none of them gets more than half
/// of that.
///
/// **Threads:** safe.
final class BodyBudget {
  /// `serve` runs with a heap of 136 MB, and what is made of a form takes up to three times its
  /// bytes.
  static final long ALL_BYTES = 16L * 1024 * 1024;

  private static final long STRANGERS_BYTES = ALL_BYTES / 2;
  private static final long STRANGER_BYTES = ALL_BYTES / 4;
  private static final long KNOWN_BYTES = ALL_BYTES / 4 * 3;

  private final Map<Holder, Long> held = new HashMap<>();
  private long all;
  private long strangers;

  /// Who is charged.
  ///
  /// @param address as [ClientAddress#group] writes it
  /// @param isKnown whether the sender has proven who it is
  record Holder(String address, boolean isKnown) {}

  /// Charges so many bytes more.
  ///
  /// @return false, and nothing is charged, when there is no room
  synchronized boolean take(Holder holder, long bytes) {
    long own = held.getOrDefault(holder, 0L) + bytes;
    boolean isOver =
        all + bytes > ALL_BYTES
            || own > (holder.isKnown() ? KNOWN_BYTES : STRANGER_BYTES)
            || (!holder.isKnown() && strangers + bytes > STRANGERS_BYTES);
    if (isOver) {
      return false;
    }
    count(holder, bytes);
    held.put(holder, own);
    return true;
  }

  /// Makes room again.
  synchronized void give(Holder holder, long bytes) {
    count(holder, -bytes);
    held.computeIfPresent(holder, (_, own) -> own > bytes ? own - bytes : null);
  }

  private void count(Holder holder, long bytes) {
    all += bytes;
    strangers += holder.isKnown() ? 0 : bytes;
  }
}
