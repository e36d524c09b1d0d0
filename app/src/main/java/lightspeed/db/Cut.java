package lightspeed.db;

import org.jspecify.annotations.Nullable;

/// Texts of others, cut to what a column holds.
public final class Cut {
  private Cut() {}

  /// The beginning of a text, or all of it; null stays null.
  ///
  /// @param most characters as MariaDB counts them: code points
  public static @Nullable String to(@Nullable String text, int most) {
    return text == null || text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
