package lightspeed.xseries;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where the next page begins: after the highest version of this one. The rows prove it; what the
/// page says of itself is believed when a row agrees, or when no row has a version.
///
/// **source:** x-series-api.lightspeedhq.com/docs/pagination; the vendor's examples leave the
/// page's own cursor out, and some lists are bare arrays. Read 2026-11.
final class PageCursor {
  /// Lightspeed's versions are numbers that JavaScript keeps exactly. After a higher one no change
  /// would ever be found again.
  private static final long HIGHEST_VERSION = (1L << 53) - 1;

  private PageCursor() {}

  /// The version to go on after; null when neither page nor rows tell.
  ///
  /// @param rows the versions of the rows
  static @Nullable Long of(JsonNode root, List<@Nullable Long> rows) {
    Long told = told(root);
    Long highest = null;
    for (Long version : rows) {
      if (version != null && Objects.equals(version, told)) {
        return told;
      }
      highest = highest == null || (version != null && version > highest) ? version : highest;
    }
    return highest == null ? told : highest;
  }

  /// Null when it cannot be a version.
  static @Nullable Long plausible(@Nullable Long version) {
    return version == null || version < 0 || version > HIGHEST_VERSION ? null : version;
  }

  private static @Nullable Long told(JsonNode root) {
    JsonNode version = root.get("version");
    return version == null || !version.isObject()
        ? null
        : plausible(WireObject.of(version, "page").lenient().wholeNumber("max"));
  }
}
