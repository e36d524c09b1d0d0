package lightspeed.history;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What happened in the last 24 hours, and where orders stand now.
///
/// @param ordersSent orders that were sent to Lightspeed
/// @param operationsFailed steps of a sync that failed
/// @param webhooks received ones by their status
/// @param ordersBySync all live orders by their sync status
/// @param ordersByState all live orders by their state
public record Activity(
    long ordersSent,
    long operationsFailed,
    SortedMap<String, Long> webhooks,
    SortedMap<String, Long> ordersBySync,
    SortedMap<String, Long> ordersByState) {
  public Activity {
    webhooks = copy(webhooks);
    ordersBySync = copy(ordersBySync);
    ordersByState = copy(ordersByState);
  }

  private static SortedMap<String, Long> copy(Map<String, Long> counts) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }
}
