package xseries.emulator.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.catalog.StockRoom;
import xseries.emulator.catalog.Supplier;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Members;

/// What staff do to products and suppliers, by request.
final class StockRoomRequests {
  private final StockRoom room;

  StockRoomRequests(StockRoom room) {
    this.room = room;
  }

  Product make(ObjectNode body) {
    return room.make(ProductEdit.of(body));
  }

  Product edit(String id, ObjectNode body) {
    return found(room.edit(id, ProductEdit.of(body)), "product");
  }

  Product delete(String id) {
    return found(room.delete(id), "product");
  }

  Supplier rename(String id, ObjectNode body) {
    Members.check(body, List.of("name"), "a supplier");
    if (!body.has("name")) {
      throw new BadField("name", "is required");
    }
    return found(room.rename(id, new Fields(body).text("name")), "supplier");
  }

  private static <T> T found(@Nullable T row, String what) {
    if (row == null) {
      throw new Refusal(Refusal.Why.NOT_FOUND, "there is no such " + what);
    }
    return row;
  }
}
