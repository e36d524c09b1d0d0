package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A till. Their number decides the call limit: 300 for each, and 50.
public record Register(
    String id,
    String name,
    @Nullable String outletId,
    @Nullable Instant deletedAt,
    @Nullable Long version) {

  static Register read(WireObject wire) {
    return new Register(
        wire.requiredId("id"),
        wire.textOr("name", ""),
        wire.id("outlet_id"),
        wire.time("deleted_at"),
        wire.version());
  }
}
