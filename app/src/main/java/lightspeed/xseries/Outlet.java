package lightspeed.xseries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A shop of the retailer.
///
/// @param timeZone such as `Pacific/Auckland`
/// @param currency such as `NZD`
public record Outlet(
    String id,
    String name,
    @Nullable String timeZone,
    @Nullable String currency,
    @Nullable Instant deletedAt,
    @Nullable Long version) {

  /// Needs id, name, time zone (due dates are days there) and deletion.
  static Outlet read(WireObject wire) {
    return new Outlet(
        wire.requiredId("id"),
        wire.textOr("name", ""),
        wire.text("time_zone", "name"),
        wire.lenient().text("currency", "code"),
        wire.time("deleted_at"),
        wire.version());
  }
}
