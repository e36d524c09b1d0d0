package xseries.emulator.catalog;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// A shop.
public record Outlet(String id, String name, String city, @Nullable Instant deletedAt, long version)
    implements Row {

  ObjectNode toJson(Label tax, boolean printsNulls) {
    return new Wire(printsNulls)
        .text("id", id)
        .text("name", name)
        .text("default_tax_id", tax.id())
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
        .text("email", email())
        .time("deleted_at", deletedAt)
        .whole("version", version)
        .set("attributes", attributes())
        .node();
  }

  /// In the form of 0.9, which has no version.
  ObjectNode toOldJson(Label tax) {
    return new Wire(true)
        .text("id", id)
        .text("name", name)
        .text("time_zone", "Pacific/Auckland")
        .text("tax_id", tax.id())
        .set("contact", Contact.of(name, email(), city))
        .text("email", email())
        .text("physical_address1", "1 Market Street")
        .text("physical_address2", "")
        .text("physical_suburb", "Central")
        .text("physical_city", city)
        .text("physical_postcode", "1010")
        .text("physical_state", city)
        .text("physical_country_id", "NZ")
        .node();
  }

  private String email() {
    return city.toLowerCase(Locale.ROOT) + "@sandbox.example";
  }

  /// How the outlet numbers the orders that staff key in.
  private ArrayNode attributes() {
    ArrayNode attributes = Json.array();
    attributes.addObject().put("key", "order_reference").put("value", "1");
    attributes.addObject().put("key", "order_reference_prefix").put("value", prefix());
    return attributes;
  }

  private String prefix() {
    return city.substring(0, Math.min(3, city.length())).toUpperCase(Locale.ROOT);
  }
}
