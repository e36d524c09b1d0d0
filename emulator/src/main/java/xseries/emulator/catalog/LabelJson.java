package xseries.emulator.catalog;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;

/// Labels as their own endpoints print them.
public final class LabelJson {
  private final boolean printsNulls;

  public LabelJson(boolean printsNulls) {
    this.printsNulls = printsNulls;
  }

  /// A brand or a tag.
  public ObjectNode plain(Label label) {
    return label.brief(printsNulls).node();
  }

  /// A product type, called category by now; here none has others below it.
  public ObjectNode type(Label type) {
    ArrayNode path = Json.array();
    path.addObject().put("id", type.id()).put("name", type.name());
    return type.brief(printsNulls).flag("leaf_category", true).set("category_path", path).node();
  }

  public ObjectNode tax(Label tax) {
    ArrayNode rates = Json.array();
    rates
        .addObject()
        .put("id", "e" + tax.id().substring(1))
        .put("name", tax.name())
        .put("display_name", tax.name())
        .set("rate", Json.number(Labels.rateOf(tax)))
        .putArray("rules");
    return tax.brief(true)
        .text("display_name", tax.name())
        .flag("is_default", Labels.rateOf(tax).signum() > 0)
        .set("rates", rates)
        .node();
  }

  /// What an outlet charges for a product.
  public ObjectNode outletTax(StockLevel level, Label tax) {
    return new Wire(printsNulls)
        .text("outlet_id", level.outletId())
        .text("product_id", level.productId())
        .text("tax_id", tax.id())
        .absent("deleted_at")
        .whole("version", level.version())
        .node();
  }
}
