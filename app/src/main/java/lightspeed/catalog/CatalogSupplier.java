package lightspeed.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A supplier as Lightspeed last showed it. Names are not unique there.
///
/// @param id opaque
/// @param deletedAt null while it exists
public record CatalogSupplier(String id, String name, long version, @Nullable Instant deletedAt)
    implements CatalogRow {}
