package xseries.emulator.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// Who sells to the store. Names are not unique.
public record Supplier(
    String id,
    String name,
    @Nullable String description,
    @Nullable String email,
    @Nullable Instant deletedAt,
    long version)
    implements Row {

  public ObjectNode toJson(boolean printsNulls) {
    ObjectNode contact = Json.object();
    if (email != null) {
      contact.put("email", email);
    }
    return new Wire(printsNulls)
        .text("id", id)
        .text("name", name)
        .text("source", "USER")
        .text("description", description)
        .set("contact", contact)
        .absent("default_markup")
        .time("deleted_at", deletedAt)
        .whole("version", version)
        .node();
  }
}
