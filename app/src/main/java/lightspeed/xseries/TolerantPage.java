package lightspeed.xseries;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lightspeed.xseries.Page.SkippedRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a page row by row: one odd row is skipped and stops nothing.
final class TolerantPage {
  private TolerantPage() {}

  /// @throws WireProblem when it is not a list, or none of its rows says what it is or how to go on
  static <T> Page<T> read(JsonNode root, String what, Function<WireObject, T> reader) {
    JsonNode rows = Envelope.unwrap(root);
    if (!rows.isArray()) {
      throw new WireProblem("the list of " + what + "s is not an array");
    }
    List<T> items = new ArrayList<>(rows.size());
    List<SkippedRow> skipped = new ArrayList<>();
    List<@Nullable Long> versions = new ArrayList<>();
    for (JsonNode row : rows) {
      try {
        WireObject wire = WireObject.of(row, what);
        versions.add(wire.version());
        items.add(reader.apply(wire));
      } catch (WireProblem | IllegalArgumentException odd) {
        skipped.add(new SkippedRow(idOf(row), String.valueOf(odd.getMessage())));
      }
    }
    Long next = PageCursor.of(root, versions);
    if (items.isEmpty() && next == null && skipped.stream().anyMatch(row -> row.id() == null)) {
      throw new WireProblem(skipped.getFirst().reason());
    }
    return new Page<>(items, items.isEmpty() && skipped.isEmpty() ? null : next, skipped);
  }

  private static @Nullable String idOf(JsonNode row) {
    return row.isObject() ? WireObject.of(row, "row").lenient().id("id") : null;
  }
}
