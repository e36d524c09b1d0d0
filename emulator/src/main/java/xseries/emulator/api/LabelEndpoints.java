package xseries.emulator.api;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.CatalogJson;
import xseries.emulator.catalog.Label;
import xseries.emulator.catalog.Labels;
import xseries.emulator.catalog.StockLevel;
import xseries.emulator.http.Response;
import xseries.emulator.settings.Settings;

/// Brands, product types, tags and taxes, to read.
final class LabelEndpoints {
  private final Catalog catalog;
  private final CatalogJson json;
  private final Pages pages;

  LabelEndpoints(Catalog catalog, Settings settings, Pages pages) {
    this.catalog = catalog;
    this.json = new CatalogJson(catalog, settings);
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_BRANDS, call -> list(call, labels().brands(), json.labels()::plain))
        .on(Operation.GET_BRAND, call -> one(call, labels().brands(), json.labels()::plain))
        .on(Operation.LIST_PRODUCT_TYPES, call -> list(call, labels().types(), json.labels()::type))
        .on(Operation.GET_PRODUCT_TYPE, call -> one(call, labels().types(), json.labels()::type))
        .on(Operation.LIST_TAGS, call -> list(call, labels().tags(), json.labels()::plain))
        .on(Operation.GET_TAG, call -> one(call, labels().tags(), json.labels()::plain))
        .on(Operation.LIST_TAXES, call -> list(call, labels().taxes(), json.labels()::tax))
        .on(Operation.LIST_OUTLET_TAXES, this::outletTaxes);
  }

  private Labels labels() {
    return catalog.labels();
  }

  private Response list(Call call, List<Label> labels, Function<Label, ObjectNode> print) {
    return Answers.ok(pages.list(call.query(), labels, _ -> true, print));
  }

  private static Response one(Call call, List<Label> labels, Function<Label, ObjectNode> print) {
    return Answers.data(200, print.apply(find(call, labels)));
  }

  static Label find(Call call, List<Label> labels) {
    for (Label one : labels) {
      if (one.id().equals(call.parameter("id"))) {
        return one;
      }
    }
    throw new ApiError(404, "not found");
  }

  /// Every outlet charges the same for every product whose stock it keeps.
  private Response outletTaxes(Call call) {
    String outlet = call.query().first("outlet_id", "");
    Label tax = labels().defaultTax();
    return Answers.ok(
        pages.list(
            call.query(),
            catalog.stock(),
            level -> isOf(level, outlet) && call.caller().sees(level.outletId()),
            level -> json.labels().outletTax(level, tax)));
  }

  private static boolean isOf(StockLevel level, String outlet) {
    return outlet.isEmpty() || outlet.equals(level.outletId());
  }
}
