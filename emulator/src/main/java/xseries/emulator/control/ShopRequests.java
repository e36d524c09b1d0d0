package xseries.emulator.control;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.HeaderChange;
import xseries.emulator.consignment.ShopFloor;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;

/// The shop side by request: `dispatch`, `receive`, `cancel`, `delete`, `revert`, `edit`.
final class ShopRequests {
  private static final Set<String> RECEIVE_FIELDS = Set.of("lines", "complete");
  private static final Set<String> EDIT_FIELDS =
      Set.of(
          "lines",
          "outlet_id",
          "name",
          "reference",
          "supplier_invoice",
          "supplier_id",
          "source_outlet_id",
          "due_at",
          "consignment_date",
          "show_inactive");
  private static final Set<String> LINE_FIELDS =
      Set.of("sku", "count", "received", "cost", "remove");

  private final ShopFloor shop;

  ShopRequests(ShopFloor shop) {
    this.shop = shop;
  }

  /// Does one act of the shop side.
  ///
  /// @throws IllegalArgumentException when there is no such act
  /// @throws BadField when the body has a field that the act does not take: receiving everything
  /// because `lines` was misspelt would be a bad surprise
  Consignment act(String act, String id, ObjectNode body) {
    Fields fields = new Fields(body);
    checkNames(body, fieldsOf(act), act);
    return switch (act) {
      case "dispatch" -> shop.dispatch(id);
      case "cancel" -> shop.cancel(id);
      case "delete" -> shop.delete(id);
      case "revert" -> shop.revert(id);
      case "receive" ->
          shop.receive(id, lines(body), !Boolean.FALSE.equals(fields.bool("complete")));
      case "edit" -> shop.edit(id, new HeaderChange(fields), lines(body));
      default -> throw new IllegalArgumentException("The shop side cannot " + act + ".");
    };
  }

  private static Set<String> fieldsOf(String act) {
    return switch (act) {
      case "receive" -> RECEIVE_FIELDS;
      case "edit" -> EDIT_FIELDS;
      default -> Set.of();
    };
  }

  private static void checkNames(ObjectNode body, Set<String> allowed, String of) {
    for (String name : body.propertyNames()) {
      if (!allowed.contains(name)) {
        throw new BadField(name, "is not a field of " + of);
      }
    }
  }

  private static List<ShopLine> lines(ObjectNode body) {
    JsonNode node = body.get("lines");
    if (node == null || node.isNull()) {
      return List.of();
    }
    if (!(node instanceof ArrayNode elements)) {
      throw new BadField("lines", "must be an array");
    }
    List<ShopLine> lines = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode element : elements) {
      ShopLine line = line(element);
      if (!seen.add(line.sku().toLowerCase(Locale.ROOT))) {
        throw new BadField("lines", "must name SKU " + line.sku() + " once only");
      }
      lines.add(line);
    }
    return lines;
  }

  private static ShopLine line(JsonNode element) {
    if (!(element instanceof ObjectNode object)) {
      throw new BadField("lines", "must hold objects");
    }
    checkNames(object, LINE_FIELDS, "a line");
    Fields fields = new Fields(object);
    String sku = fields.text("sku");
    if (sku == null) {
      throw new BadField("sku", "is required in each line");
    }
    return new ShopLine(
        sku,
        amount(fields, "count"),
        amount(fields, "received"),
        amount(fields, "cost"),
        Boolean.TRUE.equals(fields.bool("remove")));
  }

  private static @Nullable BigDecimal amount(Fields fields, String name) {
    BigDecimal amount = fields.decimal(name);
    if (amount != null && amount.signum() < 0) {
      throw new BadField(name, "must not be negative");
    }
    return amount;
  }
}
