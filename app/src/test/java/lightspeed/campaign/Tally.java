package lightspeed.campaign;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Counts of what happened, and surprises worth a line in the report.
///
/// **Threads:** safe.
public final class Tally {
  private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
  private final Set<String> surprises = Collections.newSetFromMap(new ConcurrentHashMap<>());

  public void count(String what) {
    count(what, 1);
  }

  public void count(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  public int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  public Map<String, Integer> all() {
    return new TreeMap<>(counts);
  }

  public void surprise(String what) {
    surprises.add(what);
  }

  public Set<String> surprises() {
    return Set.copyOf(surprises);
  }
}
