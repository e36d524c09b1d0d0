package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody the retailer buys from. Names are not said to be unique.
public record Supplier(
    String id, String name, @Nullable Instant deletedAt, @Nullable Long version) {

  /// Needs id, name and deletion: what an order's supplier is found by.
  static Supplier read(WireObject wire) {
    return new Supplier(
        wire.requiredId("id"), wire.textOr("name", ""), wire.time("deleted_at"), wire.version());
  }
}
