package xseries.emulator.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Rows by keys that several of them may share. It follows every change of its table.
public final class KeyIndex<R extends Row> {
  private final Function<R, Collection<String>> keys;
  private final Map<String, List<R>> rows = new HashMap<>();

  KeyIndex(Function<R, Collection<String>> keys) {
    this.keys = keys;
  }

  /// The rows with this key by ascending version.
  public List<R> find(String key) {
    return List.copyOf(rows.getOrDefault(key, List.of()));
  }

  void add(R row) {
    for (String key : keys.apply(row)) {
      List<R> sharing = rows.computeIfAbsent(key, _ -> new ArrayList<>(1));
      if (!sharing.contains(row)) {
        sharing.add(row);
        sharing.sort(Comparator.comparingLong(Row::version));
      }
    }
  }

  void remove(R row) {
    for (String key : keys.apply(row)) {
      List<R> sharing = rows.getOrDefault(key, List.of());
      if (sharing.size() <= 1) {
        rows.remove(key);
      } else {
        sharing.remove(row);
      }
    }
  }

  void clear() {
    rows.clear();
  }
}
