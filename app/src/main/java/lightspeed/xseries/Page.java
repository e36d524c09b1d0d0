package lightspeed.xseries;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list, in the order of growing versions. An empty page, and only that, is the end.
///
/// @param maxVersion the cursor for the next page; null on an empty page, or when the server gave
///     none
public record Page<T>(List<T> items, @Nullable Long maxVersion) {
  public Page {
    items = List.copyOf(items);
  }

  public boolean isEnd() {
    return items.isEmpty();
  }
}
