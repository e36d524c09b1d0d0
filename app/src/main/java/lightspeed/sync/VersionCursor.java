package lightspeed.sync;

import lightspeed.catalog.CatalogStore;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A consignment version that Lightspeed's counter has surely passed: whatever is created later has
/// a higher one, so a lost create is looked for only among later versions.
///
/// Too low a version costs calls, too high a one hides a consignment of ours for ever. So no single
/// answer can raise it: it takes two about the same consignment, at different times, and counts the
/// lower one, which is right even when one of the two was a lie.
final class VersionCursor {
  private static final String NAME = "consignments.seen";

  private final CatalogStore cursors;

  VersionCursor(CatalogStore cursors) {
    this.cursors = cursors;
  }

  /// Zero when none was ever seen.
  long current(Handle tx) {
    return cursors.cursor(tx, NAME).orElse(0);
  }

  /// Takes note of what two answers told about one consignment.
  ///
  /// @param earlier null when that answer had no version; then nothing was confirmed
  /// @param later the same
  void confirm(Handle tx, @Nullable Long earlier, @Nullable Long later) {
    if (earlier != null && later != null) {
      cursors.saveCursor(tx, NAME, Math.min(earlier, later));
    }
  }
}
