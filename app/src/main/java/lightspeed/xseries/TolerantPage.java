package lightspeed.xseries;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lightspeed.xseries.Page.SkippedRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a page of the catalogue row by row: one odd row is skipped and stops nothing.
final class TolerantPage {
  /// Lightspeed's versions are numbers that JavaScript keeps exactly. After a higher one no change
  /// would ever be found again.
  private static final long HIGHEST_VERSION = (1L << 53) - 1;

  private TolerantPage() {}

  /// @throws WireProblem when it is not a list, or none of its rows says what it is or how to go on
  static <T> Page<T> read(JsonNode root, String what, Function<WireObject, T> reader) {
    JsonNode rows = Envelope.unwrap(root);
    if (!rows.isArray()) {
      throw new WireProblem("the list of " + what + "s is not an array");
    }
    List<T> items = new ArrayList<>(rows.size());
    List<SkippedRow> skipped = new ArrayList<>();
    Long highest = null;
    for (JsonNode row : rows) {
      try {
        WireObject wire = WireObject.of(row, what);
        Long version = plausible(wire.version());
        if (version == null && wire.version() != null) {
          throw new WireProblem("the " + what + "'s version cannot be one");
        }
        highest = higher(highest, version);
        items.add(reader.apply(wire));
      } catch (WireProblem | IllegalArgumentException odd) {
        skipped.add(new SkippedRow(idOf(row), String.valueOf(odd.getMessage())));
      }
    }
    Long told = told(root, what);
    Long next = told == null ? highest : told;
    if (items.isEmpty() && next == null && skipped.stream().anyMatch(row -> row.id() == null)) {
      throw new WireProblem(skipped.getFirst().reason());
    }
    return new Page<>(items, items.isEmpty() && skipped.isEmpty() ? null : next, skipped);
  }

  private static @Nullable Long told(JsonNode root, String what) {
    JsonNode version = root.get("version");
    if (version == null || !version.isObject()) {
      return null;
    }
    try {
      return plausible(WireObject.of(version, what + " page").wholeNumber("max"));
    } catch (WireProblem absurd) {
      return null;
    }
  }

  private static @Nullable Long plausible(@Nullable Long version) {
    return version == null || version < 0 || version > HIGHEST_VERSION ? null : version;
  }

  private static @Nullable Long higher(@Nullable Long one, @Nullable Long other) {
    return one == null || (other != null && other > one) ? other : one;
  }

  private static @Nullable String idOf(JsonNode row) {
    try {
      return row.isObject() ? WireObject.of(row, "row").id("id") : null;
    } catch (WireProblem noId) {
      return null;
    }
  }
}
