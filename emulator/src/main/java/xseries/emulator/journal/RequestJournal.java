package xseries.emulator.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The last requests in the order of arrival, and counts of all of them by endpoint.
///
/// Threads: safe. Memory: the journal keeps the last `capacity` entries; the counts go on.
public final class RequestJournal {
  private final InstantSource clock;
  private final int capacity;
  private final List<@Nullable JournalEntry> ring = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long last;

  public RequestJournal(InstantSource clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  /// Notes an arrival and returns its number.
  public synchronized long arrived(String method, String path, String query) {
    last++;
    Instant now = clock.instant();
    keep(new JournalEntry(last, now, method, path, query, 0, false, false, 0));
    return last;
  }

  public synchronized void done(long n, int status, boolean applied, boolean answered, long ms) {
    JournalEntry entry = find(n);
    if (entry != null) {
      keep(entry.done(status, applied, answered, ms));
    }
  }

  public synchronized void answered(long n, boolean whole) {
    JournalEntry entry = find(n);
    if (entry != null && entry.isAnswered() != whole) {
      keep(entry.answered(whole));
    }
  }

  /// Counts a call of an endpoint such as `POST /consignments/*/bulk`.
  public synchronized void count(String endpoint) {
    counts.merge(endpoint, 1L, Long::sum);
  }

  /// The kept entries with a number above `n`.
  public synchronized List<JournalEntry> after(long n) {
    List<JournalEntry> entries = new ArrayList<>();
    for (long at = Math.max(n, last - ring.size()) + 1; at <= last; at++) {
      JournalEntry entry = find(at);
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  public synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  public synchronized void clear() {
    ring.clear();
    counts.clear();
    last = 0;
  }

  private void keep(JournalEntry entry) {
    int slot = slot(entry.n());
    if (slot == ring.size()) {
      ring.add(entry);
    } else {
      ring.set(slot, entry);
    }
  }

  private @Nullable JournalEntry find(long n) {
    int slot = slot(n);
    JournalEntry entry = slot < 0 || slot >= ring.size() ? null : ring.get(slot);
    return entry != null && entry.n() == n ? entry : null;
  }

  private int slot(long n) {
    return (int) ((n - 1) % capacity);
  }
}
