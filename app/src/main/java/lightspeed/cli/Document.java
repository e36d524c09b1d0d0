package lightspeed.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object while it is put together: keys stay in the order in which they were added. Values
/// are text, numbers, booleans, instants, paths, null, other documents, or
/// maps and lists of such.
final class Document {
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  Document with(String key, @Nullable Object value) {
    fields.put(key, value);
    return this;
  }

  Map<String, @Nullable Object> fields() {
    return fields;
  }
}
