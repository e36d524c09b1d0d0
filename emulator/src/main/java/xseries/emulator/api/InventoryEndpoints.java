package xseries.emulator.api;

import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.StockLevel;
import xseries.emulator.http.Query;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;

/// Stock: as a list with a cursor in 2.0, as bare arrays with the cursor in the body in dated
/// versions.
final class InventoryEndpoints {
  private final Catalog catalog;
  private final CatalogJson json;
  private final Pages pages;

  InventoryEndpoints(Catalog catalog, Settings settings, Pages pages) {
    this.catalog = catalog;
    this.json = new CatalogJson(catalog, settings);
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_INVENTORY, this::list)
        .on(Operation.LIST_INVENTORY_DATED, this::datedList)
        .on(Operation.GET_INVENTORY_DATED, this::datedOfProduct)
        .on(Operation.GET_INVENTORY, this::ofProduct);
  }

  private Response list(Call call) {
    return Answers.ok(pages.list(call.query(), catalog.stock(), sees(call), json::of));
  }

  private Response ofProduct(Call call) {
    String productId = known(call);
    return Answers.ok(pages.listOf(call.query(), catalog.stock(), productId, sees(call), json::of));
  }

  private Response datedList(Call call) {
    Request request = call.request();
    Fields fields = request.hasBody() ? call.fields() : new Fields(Json.object());
    Long after = fields.whole("after");
    Long size = fields.whole("page_size");
    int rows = pages.size(Query.parse(size == null ? "" : "page_size=" + size));
    return array(
        call, catalog.stock().page(after == null ? 0 : after, Long.MAX_VALUE, rows, sees(call)));
  }

  private Response datedOfProduct(Call call) {
    return array(call, catalog.stock().allOf(known(call)).stream().filter(sees(call)).toList());
  }

  private static Predicate<StockLevel> sees(Call call) {
    return level -> call.caller().sees(level.outletId());
  }

  private String known(Call call) {
    String productId = call.parameter("product_id");
    if (catalog.products().get(productId) == null) {
      throw new ApiError(404, "product not found");
    }
    return productId;
  }

  /// The changelog dates how outlets reorder 2026-04.
  private Response array(Call call, List<StockLevel> levels) {
    boolean plansReorders = call.version().compareTo(ApiVersion.V2026_04) >= 0;
    ArrayNode array = Json.array();
    levels.forEach(level -> array.add(json.dated(level, plansReorders)));
    return Answers.ok(array);
  }
}
