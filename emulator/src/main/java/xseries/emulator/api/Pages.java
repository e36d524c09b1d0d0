package xseries.emulator.api;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.http.Query;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Row;
import xseries.emulator.store.Table;

/// Lists with a version cursor: `after` is exclusive, the order ascending, and a page that is empty
/// has null for both ends. A `page_size` that cannot be is brought into range, not refused.
final class Pages {
  private final Settings settings;

  Pages(Settings settings) {
    this.settings = settings;
  }

  <R extends Row> ObjectNode list(
      Query query, Table<R> table, Predicate<R> filter, Function<R, ObjectNode> json) {
    return envelope(table.page(after(query), upTo(query), size(query), filter), json);
  }

  <R extends Row> ObjectNode listOf(
      Query query,
      Table<R> table,
      String group,
      Predicate<R> filter,
      Function<R, ObjectNode> json) {
    return envelope(table.pageOf(group, after(query), upTo(query), size(query), filter), json);
  }

  /// The same of rows that are always the same, in ascending order.
  <R extends Row> ObjectNode list(
      Query query, List<R> rows, Predicate<R> filter, Function<R, ObjectNode> json) {
    long after = after(query);
    long upTo = upTo(query);
    List<R> page =
        rows.stream()
            .filter(one -> one.version() > after && one.version() <= upTo)
            .filter(filter)
            .limit(size(query))
            .toList();
    return envelope(page, json);
  }

  static <R extends Row> ObjectNode envelope(List<R> page, Function<R, ObjectNode> json) {
    ObjectNode answer = Json.object();
    ArrayNode data = answer.putArray("data");
    page.forEach(row -> data.add(json.apply(row)));
    ObjectNode version = answer.putObject("version");
    if (page.isEmpty()) {
      version.putNull("min").putNull("max");
    } else {
      version.put("min", page.getFirst().version()).put("max", page.getLast().version());
    }
    return answer;
  }

  static long after(Query query) {
    return number(query.first("after", ""), 0);
  }

  long upTo(Query query) {
    long before = number(query.first("before", ""), Long.MAX_VALUE);
    return before == Long.MAX_VALUE || settings.isOn(Switch.BEFORE_INCLUSIVE) ? before : before - 1;
  }

  int size(Query query) {
    long size = number(query.first("page_size", ""), settings.number(Switch.PAGE_SIZE_DEFAULT));
    return (int) Math.clamp(size, 1, settings.number(Switch.PAGE_SIZE_MAX));
  }

  /// A number from a query, or the fallback when it is none.
  static long number(String text, long fallback) {
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : fallback;
  }
}
