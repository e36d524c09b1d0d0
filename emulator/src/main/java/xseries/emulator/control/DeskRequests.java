package xseries.emulator.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.Desk;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;
import xseries.emulator.consignment.Type;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Members;

/// Consignments that staff make, by request: from nothing, or `duplicate`, `transfer` and `split`
/// of another one.
final class DeskRequests {
  private static final List<String> MEMBERS =
      List.of(
          "type",
          "reference",
          "outlet_id",
          "supplier_id",
          "status",
          "lines",
          "source_outlet_id",
          "name",
          "due_at");

  private final Desk desk;

  DeskRequests(Desk desk) {
    this.desk = desk;
  }

  /// Whether an act on a consignment makes a new one.
  static boolean makes(String act) {
    return act.equals("duplicate") || act.equals("transfer") || act.equals("split");
  }

  Consignment make(ObjectNode body) {
    Members.check(body, MEMBERS, "a consignment");
    Fields fields = new Fields(body);
    Type type = constant(fields, "type", Type.class, Type.SUPPLIER);
    Status fallback = type == Type.STOCKTAKE ? Status.STOCKTAKE_SCHEDULED : Status.OPEN;
    String name = fields.text("name");
    return desk.make(
        new StaffOrder(
            type,
            constant(fields, "status", Status.class, fallback),
            fields.text("reference"),
            required(fields, "outlet_id"),
            fields.text("supplier_id"),
            fields.text("source_outlet_id"),
            name == null ? "" : name,
            fields.time("due_at"),
            LineList.ofNew(body)));
  }

  Consignment makeFrom(String id, String act, ObjectNode body) {
    Members.check(body, act.equals("transfer") ? List.of("outlet_id") : List.of(), act);
    return switch (act) {
      case "duplicate" -> desk.duplicate(id);
      case "transfer" -> desk.transfer(id, required(new Fields(body), "outlet_id"));
      default -> desk.split(id);
    };
  }

  private static String required(Fields fields, String name) {
    String text = fields.text(name);
    if (text == null) {
      throw new BadField(name, "is required");
    }
    return text;
  }

  private static <E extends Enum<E>> E constant(
      Fields fields, String name, Class<E> type, E fallback) {
    @Nullable String text = fields.text(name);
    if (text == null) {
      return fallback;
    }
    for (E one : type.getEnumConstants()) {
      if (one.name().equals(text.toUpperCase(Locale.ROOT))) {
        return one;
      }
    }
    throw new BadField(name, "must be one of " + Arrays.toString(type.getEnumConstants()));
  }
}
