package xseries.emulator.control;

import java.util.ArrayList;
import java.util.List;
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
  private final ShopFloor shop;

  ShopRequests(ShopFloor shop) {
    this.shop = shop;
  }

  /// Does one act of the shop side.
  ///
  /// @throws IllegalArgumentException when there is no such act
  Consignment act(String act, String id, ObjectNode body) {
    Fields fields = new Fields(body);
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

  private static List<ShopLine> lines(ObjectNode body) {
    JsonNode node = body.get("lines");
    if (node == null || node.isNull()) {
      return List.of();
    }
    if (!(node instanceof ArrayNode elements)) {
      throw new BadField("lines", "must be an array");
    }
    List<ShopLine> lines = new ArrayList<>();
    for (JsonNode element : elements) {
      lines.add(line(element));
    }
    return lines;
  }

  private static ShopLine line(JsonNode element) {
    if (!(element instanceof ObjectNode object)) {
      throw new BadField("lines", "must hold objects");
    }
    Fields fields = new Fields(object);
    String sku = fields.text("sku");
    if (sku == null) {
      throw new BadField("sku", "is required in each line");
    }
    return new ShopLine(
        sku,
        fields.decimal("count"),
        fields.decimal("received"),
        fields.decimal("cost"),
        Boolean.TRUE.equals(fields.bool("remove")));
  }
}
