package lightspeed.server;

import java.util.HashMap;
import java.util.Map;

/// Places for so many at the same time. No address gets more than a quarter of them, and a fifth is
/// kept for addresses that are known.
///
/// **Threads:** safe.
final class Places {
  private final int all;
  private final int ofAnAddress;
  private final int ofStrangers;
  private final KnownAddresses known;
  private final Map<String, Integer> taken = new HashMap<>();
  private int count;

  Places(int all, KnownAddresses known) {
    this.all = all;
    this.ofAnAddress = Math.max(1, all / 4);
    this.ofStrangers = Math.max(1, all / 5 * 4);
    this.known = known;
  }

  /// Takes a place.
  ///
  /// @param address as [ClientAddress#group] writes it
  /// @return false when there is none
  synchronized boolean take(String address) {
    int own = taken.getOrDefault(address, 0);
    if (own >= ofAnAddress || count >= (known.contains(address) ? all : ofStrangers)) {
      return false;
    }
    taken.put(address, own + 1);
    count++;
    return true;
  }

  synchronized void leave(String address) {
    taken.computeIfPresent(address, (_, own) -> own > 1 ? own - 1 : null);
    count--;
  }
}
