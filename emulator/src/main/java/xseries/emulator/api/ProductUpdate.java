package xseries.emulator.api;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.catalog.StockRoom;
import xseries.emulator.http.Response;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;

/// Changes a product: what its family has in common, and the details of the one. Of what the vendor
/// describes, name, codes, activity, price and the first supplier are taken over, the rest is
/// ignored.
///
/// **source:** the vendor's document of 2.1 (January 2026), where the answer is any object.
final class ProductUpdate {
  private final Catalog catalog;
  private final StockRoom room;
  private final CatalogJson json;

  ProductUpdate(Catalog catalog, StockRoom room, Settings settings) {
    this.catalog = catalog;
    this.room = room;
    this.json = new CatalogJson(catalog, settings);
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.UPDATE_PRODUCT_2_1, this::update)
        .on(Operation.UPDATE_PRODUCT, this::update);
  }

  private Response update(Call call) {
    String id = call.parameter("id");
    if (catalog.product(id) == null) {
      throw new ApiError(404, "product not found");
    }
    try {
      Product changed = room.edit(id, ProductEdit.of(edit(call.object())));
      if (changed == null) {
        throw new ApiError(404, "product not found");
      }
      return Answers.data(200, json.of(changed, call.caller().hidesCosts()));
    } catch (BadField e) {
      throw new ApiError(422, String.valueOf(e.getMessage()), e);
    }
  }

  private static ObjectNode edit(ObjectNode body) {
    ObjectNode edit = Json.object();
    JsonNode common = body.path("common");
    JsonNode details = body.path("details");
    take(common, "name", edit, "name");
    take(details, "is_active", edit, "is_active");
    take(details, "price_excluding_tax", edit, "price");
    for (JsonNode part : List.of(common, details)) {
      JsonNode supplier = part.path("product_suppliers").path(0);
      take(supplier, "supplier_id", edit, "supplier_id");
      take(supplier, "code", edit, "supplier_code");
      take(supplier, "price", edit, "supply_price");
    }
    if (details.path("product_codes") instanceof ArrayNode codes) {
      ArrayNode taken = edit.putArray("codes");
      codes.forEach(code -> taken.add(code.path("code")));
    }
    return edit;
  }

  private static void take(JsonNode from, String name, ObjectNode to, String as) {
    if (from.has(name)) {
      to.set(as, from.path(name));
    }
  }
}
