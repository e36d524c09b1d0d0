package xseries.emulator.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// States of rows that lists do not show yet, as when a transaction draws its version before
/// another one and commits after it. Until then lists show the state before, at its version, or no
/// row.
final class LateRows<R extends Row> {
  /// When a row that is written now becomes visible.
  ///
  /// @param delay asked at each write; zero means at once
  record Rule(Supplier<Duration> delay, InstantSource clock) {}

  private record State<R>(R row, Instant visibleAt) {}

  private static final class Entry<R> {
    private @Nullable R shown;
    private final Deque<State<R>> hidden = new ArrayDeque<>();
  }

  private final Rule rule;
  private final Map<String, Entry<R>> entries = new HashMap<>();

  LateRows(Rule rule) {
    this.rule = rule;
  }

  /// Notes a write.
  ///
  /// @param before the state that is replaced
  void put(@Nullable R before, R row) {
    Duration delay = rule.delay().get();
    if (delay.isZero()) {
      entries.remove(row.id());
      return;
    }
    Entry<R> entry =
        entries.computeIfAbsent(
            row.id(),
            _ -> {
              Entry<R> made = new Entry<>();
              made.shown = before;
              return made;
            });
    entry.hidden.addLast(new State<>(row, rule.clock().instant().plus(delay)));
  }

  void forget(String id) {
    entries.remove(id);
  }

  void clear() {
    entries.clear();
  }

  /// How many rows are not shown as they are.
  int size() {
    settle();
    return entries.size();
  }

  private void settle() {
    Instant now = rule.clock().instant();
    Iterator<Entry<R>> all = entries.values().iterator();
    while (all.hasNext()) {
      Entry<R> entry = all.next();
      while (!entry.hidden.isEmpty() && !entry.hidden.getFirst().visibleAt().isAfter(now)) {
        entry.shown = entry.hidden.removeFirst().row();
      }
      if (entry.hidden.isEmpty()) {
        all.remove();
      }
    }
  }

  /// The rows of a range as lists show them.
  Iterable<R> shown(NavigableMap<Long, R> range, long after, long upTo) {
    settle();
    if (entries.isEmpty()) {
      return range.values();
    }
    NavigableMap<Long, R> older = new TreeMap<>();
    for (Entry<R> entry : entries.values()) {
      R row = entry.shown;
      if (row != null && row.version() > after && row.version() <= upTo) {
        older.put(row.version(), row);
      }
    }
    List<R> merged = new ArrayList<>();
    for (R row : range.values()) {
      while (!older.isEmpty() && older.firstKey() < row.version()) {
        merged.add(Objects.requireNonNull(older.pollFirstEntry()).getValue());
      }
      if (!entries.containsKey(row.id())) {
        merged.add(row);
      }
    }
    merged.addAll(older.values());
    return merged;
  }
}
