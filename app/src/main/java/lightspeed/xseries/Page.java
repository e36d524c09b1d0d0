package lightspeed.xseries;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list, in the order of growing versions. An empty page, and only that, is the end.
///
/// @param maxVersion the cursor for the next page; null on an empty page, or when the server gave
///     none
/// @param skipped rows that cannot be read; only the lists of the catalogue and of webhooks skip
/// any
public record Page<T>(List<T> items, @Nullable Long maxVersion, List<SkippedRow> skipped) {
  public Page {
    items = List.copyOf(items);
    skipped = List.copyOf(skipped);
  }

  public Page(List<T> items, @Nullable Long maxVersion) {
    this(items, maxVersion, List.of());
  }

  /// A row that cannot be read.
  ///
  /// @param id null when it has none
  /// @param reason such as `the product's sku is not a text`
  public record SkippedRow(@Nullable String id, String reason) {}

  public boolean isEnd() {
    return items.isEmpty() && skipped.isEmpty();
  }
}
