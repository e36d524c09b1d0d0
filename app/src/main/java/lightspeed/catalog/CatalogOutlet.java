package lightspeed.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An outlet (a shop or a warehouse) as Lightspeed last showed it.
///
/// @param id opaque
/// @param timeZone an IANA name such as `Europe/Berlin`, null when Lightspeed does not say
/// @param currency an ISO 4217 code, null when Lightspeed does not say
/// @param deletedAt null while it exists
public record CatalogOutlet(
    String id,
    String name,
    @Nullable String timeZone,
    @Nullable String currency,
    long version,
    @Nullable Instant deletedAt)
    implements CatalogRow {}
