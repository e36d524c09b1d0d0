package xseries.emulator.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// What one request has changed so far, with what was there before.
final class Changes {
  /// One row before and after; null when there was none or is none any more.
  record Change(Table<?> table, String id, @Nullable Row before, @Nullable Row after) {
    /// Puts back what was there before, without noting it as a change.
    void undo() {
      if (before == null) {
        table.unload(id);
      } else {
        table.load(before);
      }
    }
  }

  private final List<Change> list = new ArrayList<>();

  void add(Change change) {
    list.add(change);
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
