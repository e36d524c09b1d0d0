package lightspeed.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why an order cannot be synchronised as it is.
///
/// @param line the line number, null when it is about the whole order
/// @param suggestions what was probably meant, best first
public record SyncProblem(
    @Nullable Integer line, @Nullable String sku, String reason, List<String> suggestions) {
  public SyncProblem {
    suggestions = List.copyOf(suggestions);
  }

  static SyncProblem ofOrder(String reason, List<String> suggestions) {
    return new SyncProblem(null, null, reason, suggestions);
  }

  /// The whole problem as one sentence.
  public String sentence() {
    String where = line == null ? "" : "line " + line + " (" + sku + "): ";
    String hint =
        suggestions.isEmpty() ? "" : " Did you mean " + String.join(", ", suggestions) + "?";
    return where + reason + hint;
  }
}
