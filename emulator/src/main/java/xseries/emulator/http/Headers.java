package xseries.emulator.http;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Header fields by name, without regard to case. Repeated fields are joined by a comma.
public final class Headers {
  private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  void add(String name, String value) {
    fields.merge(name, value, (first, second) -> first + ", " + second);
  }

  public @Nullable String get(String name) {
    return fields.get(name);
  }

  public String get(String name, String otherwise) {
    return fields.getOrDefault(name, otherwise);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  public Map<String, String> all() {
    return Collections.unmodifiableMap(fields);
  }
}
