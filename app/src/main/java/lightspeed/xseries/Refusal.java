package lightspeed.xseries;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an answer that says no gives as its reasons, in the vendor's words.
///
/// @param code the vendor's code, null when there was none
/// @param messages everything it said, each once
/// @param fields what it said about single members
public record Refusal(
    @Nullable String code, List<String> messages, Map<String, List<String>> fields) {
  public Refusal {
    messages = List.copyOf(messages);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    fields.forEach((field, said) -> copy.put(field, List.copyOf(said)));
    fields = Collections.unmodifiableMap(copy);
  }

  /// What it said in one line, without a full stop at the end.
  String summary() {
    String all = messages.isEmpty() ? "it gave no reason" : String.join("; ", messages);
    return all.endsWith(".") ? all.substring(0, all.length() - 1) : all;
  }
}
