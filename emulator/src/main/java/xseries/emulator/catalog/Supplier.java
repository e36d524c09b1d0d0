package xseries.emulator.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Odd;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// Who sells to the store. Names are not unique.
///
/// @param odd members that are printed otherwise, see [Odd]; null when there are none
public record Supplier(
    String id,
    String name,
    @Nullable String description,
    @Nullable String email,
    @Nullable Instant deletedAt,
    @Nullable String odd,
    long version)
    implements Row {

  public ObjectNode toJson(boolean printsNulls) {
    ObjectNode contact = Json.object();
    if (email != null) {
      contact.put("email", email);
    }
    ObjectNode printed =
        new Wire(printsNulls)
            .text("id", id)
            .text("name", name)
            .text("source", "USER")
            .text("description", description)
            .set("contact", contact)
            .absent("default_markup")
            .time("deleted_at", deletedAt)
            .whole("version", version)
            .node();
    return Odd.over(printed, odd);
  }

  /// The same with another name, as staff type it; null is printed as null.
  Supplier named(@Nullable String newName, long newVersion) {
    String left = Odd.without(odd, "name");
    return newName == null
        ? new Supplier(
            id,
            "",
            description,
            email,
            deletedAt,
            Odd.with(left, "name", NullNode.getInstance()),
            newVersion)
        : new Supplier(id, newName, description, email, deletedAt, left, newVersion);
  }
}
