package xseries.emulator.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// A shop.
public record Outlet(String id, String name, String city, @Nullable Instant deletedAt, long version)
    implements Row {

  public ObjectNode toJson(boolean printsNulls) {
    return new Wire(printsNulls)
        .text("id", id)
        .text("name", name)
        .absent("default_tax_id")
        .text("currency", "NZD")
        .text("currency_symbol", "$")
        .text("display_prices", "inclusive")
        .text("time_zone", "Pacific/Auckland")
        .text("physical_address_1", "1 Market Street")
        .text("physical_address_2", "")
        .text("physical_suburb", "Central")
        .text("physical_city", city)
        .text("physical_postcode", "1010")
        .text("physical_state", city)
        .text("physical_country_id", "NZ")
        .absent("email")
        .time("deleted_at", deletedAt)
        .whole("version", version)
        .set("attributes", Json.array())
        .node();
  }
}
