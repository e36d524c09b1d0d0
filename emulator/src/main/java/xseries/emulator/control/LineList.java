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
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Members;

/// The `lines` of a request about a consignment.
final class LineList {
  private static final List<String> OF_EDIT = List.of("sku", "count", "received", "cost", "remove");
  private static final List<String> OF_NEW = List.of("sku", "count", "cost", "received");

  private LineList() {}

  /// Lines that are changed or received.
  static List<ShopLine> ofEdit(ObjectNode body) {
    return read(body, OF_EDIT);
  }

  /// Lines of a consignment that is made.
  static List<ShopLine> ofNew(ObjectNode body) {
    List<ShopLine> lines = read(body, OF_NEW);
    for (ShopLine line : lines) {
      if (line.count() == null) {
        throw new BadField("count", "is required in each line");
      }
    }
    return lines;
  }

  private static List<ShopLine> read(ObjectNode body, List<String> members) {
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
      ShopLine line = line(element, members);
      if (!seen.add(line.sku().toLowerCase(Locale.ROOT))) {
        throw new BadField("lines", "must name SKU " + line.sku() + " once only");
      }
      lines.add(line);
    }
    return lines;
  }

  private static ShopLine line(JsonNode element, List<String> members) {
    if (!(element instanceof ObjectNode object)) {
      throw new BadField("lines", "must hold objects");
    }
    Members.check(object, members, "a line");
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
