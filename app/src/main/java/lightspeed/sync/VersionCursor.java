package lightspeed.sync;

import lightspeed.catalog.CatalogStore;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The highest consignment version we have ever seen. Whatever is created later has a higher one,
/// so a lost create is looked for only among later versions.
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

  void raise(Handle tx, @Nullable Long version) {
    if (version != null) {
      cursors.saveCursor(tx, NAME, version);
    }
  }
}
