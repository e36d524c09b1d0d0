package xseries.emulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decoded name-value pairs of a query or of a form body; a name may repeat, and `name[]` counts as
/// `name`.
public final class Query {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Query() {}

  public static Query parse(String raw) {
    Query query = new Query();
    int from = 0;
    while (from < raw.length()) {
      int end = raw.indexOf('&', from);
      if (end < 0) {
        end = raw.length();
      }
      query.add(raw.substring(from, end));
      from = end + 1;
    }
    return query;
  }

  private void add(String pair) {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    if (name.endsWith("[]")) {
      name = name.substring(0, name.length() - 2);
    }
    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A broken escape is taken as written; the vendor's answer to it is not known.
      return text;
    }
  }

  public @Nullable String first(String name) {
    List<String> found = values.get(name);
    return found == null ? null : found.getFirst();
  }

  public String first(String name, String otherwise) {
    String found = first(name);
    return found == null ? otherwise : found;
  }

  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public boolean isTrue(String name) {
    String value = first(name, "");
    return value.equals("1") || value.equalsIgnoreCase("true");
  }
}
