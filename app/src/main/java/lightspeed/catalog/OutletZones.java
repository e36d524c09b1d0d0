package lightspeed.catalog;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// In which zone an outlet's days begin. A due date is a day there, whatever the zone of this
/// process, of the database and of who reads.
///
/// **Threads:** safe, it has no state.
public final class OutletZones {
  private OutletZones() {}

  private static final String BY_ID =
      """
      SELECT time_zone
      FROM vend_outlets
      WHERE id = :id
        AND time_zone IS NOT NULL
      """;

  /// The zone of the outlet with this id, or else of the only one with this name. UTC when the
  /// mirror does not tell.
  public static ZoneId of(Handle handle, String idOrName) {
    return handle
        .createQuery(BY_ID)
        .bind("id", idOrName)
        .mapTo(String.class)
        .findOne()
        .map(OutletZones::zone)
        .orElseGet(() -> byName(handle, idOrName));
  }

  private static ZoneId byName(Handle handle, String name) {
    List<CatalogOutlet> found = new CatalogStore().outlets(handle, name);
    return found.size() == 1 ? zone(found.getFirst().timeZone()) : ZoneOffset.UTC;
  }

  /// Lightspeed may name a zone that this Java does not know.
  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }
}
