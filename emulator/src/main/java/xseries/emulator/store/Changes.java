package xseries.emulator.store;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// What one request has changed so far.
final class Changes {
  private record Change(String table, String id, List<Row> row) {}

  private final List<Change> list = new ArrayList<>();

  void put(String table, Row row) {
    list.add(new Change(table, row.id(), List.of(row)));
  }

  void remove(String table, String id) {
    list.add(new Change(table, id, List.of()));
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  void clear() {
    list.clear();
  }

  ArrayNode toJson() {
    ArrayNode all = Json.array();
    for (Change change : list) {
      ObjectNode one = all.addObject().put("table", change.table());
      if (change.row().isEmpty()) {
        one.put("remove", change.id());
      } else {
        one.set("put", Json.of(change.row().getFirst()));
      }
    }
    return all;
  }
}
