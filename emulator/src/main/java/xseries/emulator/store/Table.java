package xseries.emulator.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Rows of one kind, found by id and paged by version, in whole or within a group (the lines of one
/// consignment). Used only inside [Store#read] and [Store#write].
public final class Table<R extends Row> {
  private final String name;
  private final Class<R> type;
  private final Function<R, String> group;
  private final Changes changes;
  private final Map<String, R> byId = new HashMap<>();
  private final NavigableMap<Long, R> byVersion = new TreeMap<>();
  private final Map<String, NavigableMap<Long, R>> groups = new HashMap<>();
  private final List<KeyIndex<R>> indexes = new ArrayList<>();
  private @Nullable LateRows<R> late;
  private boolean goesBack;

  Table(String name, Class<R> type, Function<R, String> group, Changes changes) {
    this.name = name;
    this.type = type;
    this.group = group;
    this.changes = changes;
  }

  public @Nullable R get(String id) {
    return byId.get(id);
  }

  public void put(R row) {
    R before = index(row);
    if (late != null) {
      late.put(before, row);
    }
    changes.put(this, before, row);
  }

  public void remove(String id) {
    R old = unindex(id);
    if (old != null) {
      changes.remove(this, old);
    }
  }

  /// An index over rows that are put from now on.
  public KeyIndex<R> index(Function<R, Collection<String>> keys) {
    KeyIndex<R> made = new KeyIndex<>(keys);
    indexes.add(made);
    return made;
  }

  /// The rows after a version, ascending, that pass the filter; at most `size` of them.
  public List<R> page(long after, long upTo, int size, Predicate<? super R> filter) {
    return late == null || after >= upTo
        ? page(byVersion, after, upTo, size, filter)
        : first(late.shown(byVersion.subMap(after, false, upTo, true), after, upTo), size, filter);
  }

  /// The same within one group.
  public List<R> pageOf(
      String member, long after, long upTo, int size, Predicate<? super R> filter) {
    return page(groupOf(member), after, upTo, size, filter);
  }

  /// All rows by ascending version.
  public Collection<R> all() {
    return Collections.unmodifiableCollection(byVersion.values());
  }

  /// All rows of a group by ascending version; a copy, safe to keep while rows are put.
  public List<R> allOf(String member) {
    return List.copyOf(groupOf(member).values());
  }

  private NavigableMap<Long, R> groupOf(String member) {
    return groups.getOrDefault(member, Collections.emptyNavigableMap());
  }

  private static <R> List<R> page(
      NavigableMap<Long, R> rows, long after, long upTo, int size, Predicate<? super R> filter) {
    return after >= upTo
        ? List.of()
        : first(rows.subMap(after, false, upTo, true).values(), size, filter);
  }

  private static <R> List<R> first(Iterable<R> rows, int size, Predicate<? super R> filter) {
    List<R> page = new ArrayList<>();
    for (R row : rows) {
      if (page.size() == size) {
        break;
      }
      if (filter.test(row)) {
        page.add(row);
      }
    }
    return page;
  }

  private @Nullable R index(R row) {
    R old = unindex(row.id());
    byId.put(row.id(), row);
    byVersion.put(row.version(), row);
    String member = group.apply(row);
    if (!member.isEmpty()) {
      groups.computeIfAbsent(member, _ -> new TreeMap<>()).put(row.version(), row);
    }
    indexes.forEach(one -> one.add(row));
    return old;
  }

  private @Nullable R unindex(String id) {
    R old = byId.remove(id);
    if (old == null) {
      return null;
    }
    indexes.forEach(one -> one.remove(old));
    byVersion.remove(old.version());
    NavigableMap<Long, R> rows = groups.get(group.apply(old));
    if (rows != null) {
      rows.remove(old.version());
      if (rows.isEmpty()) {
        groups.remove(group.apply(old));
      }
    }
    return old;
  }

  /// Rows of this table are taken back when the store goes back.
  public Table<R> goingBack() {
    goesBack = true;
    return this;
  }

  boolean goesBack() {
    return goesBack;
  }

  /// Lists show rows as late as the rule says.
  void showLate(LateRows.Rule rule) {
    late = new LateRows<>(rule);
  }

  /// How many rows lists do not show as they are.
  int hidden() {
    return late == null ? 0 : late.size();
  }

  String name() {
    return name;
  }

  Class<R> type() {
    return type;
  }

  void load(Row row) {
    show(row.id());
    index(type.cast(row));
  }

  void unload(String id) {
    show(id);
    unindex(id);
  }

  private void show(String id) {
    if (late != null) {
      late.forget(id);
    }
  }

  void clear() {
    byId.clear();
    byVersion.clear();
    groups.clear();
    indexes.forEach(KeyIndex::clear);
    if (late != null) {
      late.clear();
    }
  }
}
