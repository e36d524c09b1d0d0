package xseries.emulator.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// What one request has changed so far, with what was there before.
final class Changes {
  /// One row before and after; null when there was none or is none any more.
  ///
  /// @param version with which it was changed; a removal belongs to the version that comes next
  record Change(
      Table<?> table, String id, @Nullable Row before, @Nullable Row after, long version) {
    /// Puts back what was there before, without noting it as a change.
    void undo() {
      if (before == null) {
        table.unload(id);
      } else {
        table.load(before);
      }
    }

    /// The same the other way round.
    Change reversed() {
      return new Change(table, id, after, before, version);
    }
  }

  private final List<Change> list = new ArrayList<>();
  private final LongSupplier version;

  /// No changes yet.
  ///
  /// @param version the last one that was given out
  Changes(LongSupplier version) {
    this.version = version;
  }

  void put(Table<?> table, @Nullable Row before, Row after) {
    list.add(new Change(table, after.id(), before, after, after.version()));
  }

  void remove(Table<?> table, Row before) {
    list.add(new Change(table, before.id(), before, null, version.getAsLong() + 1));
  }

  void addAll(List<Change> changes) {
    list.addAll(changes);
  }

  /// Hands over what is to be kept for going back.
  void keepIn(History history) {
    for (Change change : list) {
      if (change.table().goesBack()) {
        history.add(change);
      }
    }
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  void clear() {
    list.clear();
  }

  /// Takes everything back, the latest first.
  void undo() {
    list.reversed().forEach(Change::undo);
    list.clear();
  }

  ArrayNode toJson() {
    ArrayNode all = Json.array();
    for (Change change : list) {
      ObjectNode one = all.addObject().put("table", change.table().name());
      if (change.after() == null) {
        one.put("remove", change.id());
      } else {
        one.set("put", Json.of(change.after()));
      }
    }
    return all;
  }
}
