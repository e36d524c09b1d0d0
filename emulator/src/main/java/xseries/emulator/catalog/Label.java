package xseries.emulator.catalog;

import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// A brand, a product type, a tag or a tax: something that products are sorted by.
///
/// @param kind such as `brand`; what the id is made of, with the name
public record Label(String kind, String id, String name, long version) implements Row {

  /// The short form that a product shows.
  Wire brief(boolean printsNulls) {
    return new Wire(printsNulls)
        .text("id", id)
        .text("name", name)
        .absent("deleted_at")
        .whole("version", version);
  }
}
