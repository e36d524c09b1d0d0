package lightspeed.xseries;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Takes the thing out of what Lightspeed wraps it in: `{data: …}` or nothing around it, one object
/// or an array of one.
///
/// **source:** the API 2.0 document, the vendor's stock-order tutorial and its examples contradict
/// each other here; all of their forms are read. Read 2026-11.
final class Envelope {
  private Envelope() {}

  static <T> T one(JsonNode root, String what, Function<WireObject, T> reader) {
    JsonNode inner = unwrap(root);
    if (inner.isArray() && inner.size() == 1) {
      inner = inner.get(0);
    }
    return reader.apply(WireObject.of(inner, what));
  }

  static <T> List<T> many(JsonNode root, String what, Function<WireObject, T> reader) {
    JsonNode inner = unwrap(root);
    if (!inner.isArray()) {
      throw new WireProblem("the list of " + what + "s is not an array");
    }
    List<T> rows = new ArrayList<>(inner.size());
    inner.forEach(row -> rows.add(reader.apply(WireObject.of(row, what))));
    return rows;
  }

  /// One page, none of whose rows may be odd.
  static <T> Page<T> page(JsonNode root, String what, Function<WireObject, T> reader) {
    List<T> rows = many(root, what, reader);
    List<@Nullable Long> versions = new ArrayList<>(rows.size());
    unwrap(root).forEach(row -> versions.add(WireObject.of(row, what).version()));
    return new Page<>(rows, rows.isEmpty() ? null : PageCursor.of(root, versions));
  }

  static BulkAnswer bulk(JsonNode root) {
    JsonNode inner = unwrap(root);
    Map<ProductId, @Nullable BigDecimal> counts = new LinkedHashMap<>();
    if (inner.isArray()) {
      for (JsonNode row : inner) {
        WireObject wire = WireObject.of(row, "bulk answer");
        if (row.has("product_id")) {
          counts.put(new ProductId(wire.requiredId("product_id")), wire.decimal("count"));
        } else {
          putAll(counts, row);
        }
      }
    } else if (inner.isObject()) {
      putAll(counts, inner);
    } else {
      throw new WireProblem("the bulk answer is neither an object nor an array");
    }
    return new BulkAnswer(counts);
  }

  /// What is not keyed by an id, or has no count, is none of a product's counts.
  private static void putAll(Map<ProductId, @Nullable BigDecimal> counts, JsonNode byProduct) {
    for (Map.Entry<String, JsonNode> entry : byProduct.properties()) {
      if (WireId.isOne(entry.getKey())) {
        JsonNode value = entry.getValue();
        counts.put(
            new ProductId(entry.getKey()),
            value.isObject()
                ? WireObject.of(value, "bulk answer").lenient().decimal("count")
                : WireObject.of(byProduct, "bulk answer").lenient().decimal(entry.getKey()));
      }
    }
  }

  static JsonNode unwrap(JsonNode root) {
    return root.isObject() && root.has("data") ? root.get("data") : root;
  }
}
