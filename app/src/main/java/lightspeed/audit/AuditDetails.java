package lightspeed.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The facts of one audit entry as a flat JSON object of strings. Never put a secret in.
public final class AuditDetails {
  /// Characters of a value that are kept: people and programs choose some of them.
  private static final int MAX_VALUE = 4_000;

  private final Map<String, @Nullable String> facts = new LinkedHashMap<>();

  /// Adds a fact; null is written as JSON's null, and a long value is cut.
  public AuditDetails with(String name, @Nullable String value) {
    facts.put(
        name, value == null || value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE));
    return this;
  }

  /// The object as JSON text.
  public String json() {
    var json = new StringBuilder("{");
    facts.forEach(
        (name, value) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          quote(json, name);
          json.append(':');
          if (value == null) {
            json.append("null");
          } else {
            quote(json, value);
          }
        });
    return json.append('}').toString();
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
