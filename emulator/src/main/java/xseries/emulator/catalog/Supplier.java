package xseries.emulator.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
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
    ObjectNode printed =
        new Wire(printsNulls)
            .text("id", id)
            .text("name", name)
            .text("source", "USER")
            .text("description", description == null ? "" : description)
            .set("contact", contact())
            .whole("default_markup", 0)
            .time("deleted_at", deletedAt)
            .whole("version", version)
            .node();
    return Odd.over(printed, odd);
  }

  /// In the form of 0.9, which has no version.
  ObjectNode toOldJson() {
    ObjectNode printed =
        new Wire(true)
            .text("id", id)
            .text("source", "USER")
            .text("name", name)
            .text("description", description == null ? "" : description)
            .set("contact", contact())
            .node();
    return Odd.over(printed, odd);
  }

  private ObjectNode contact() {
    return Contact.of(name, email == null ? "" : email, "Auckland");
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
