package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.json.Odd;
import xseries.emulator.json.Wire;

/// A product as the API prints it.
final class ProductJson {
  private static final BigDecimal WITH_TAX = new BigDecimal("1.15");
  private static final String IMAGE = "https://example.invalid/images/no-image-white-standard.png";

  private final boolean printsNulls;
  private final boolean hidesCosts;

  ProductJson(boolean printsNulls, boolean hidesCosts) {
    this.printsNulls = printsNulls;
    this.hidesCosts = hidesCosts;
  }

  ObjectNode of(Product product, @Nullable Supplier supplier) {
    return Odd.over(printed(product, supplier), product.odd());
  }

  private ObjectNode printed(Product product, @Nullable Supplier supplier) {
    return new Wire(printsNulls)
        .text("id", product.id())
        .text("name", product.name())
        .text("variant_name", product.fullName())
        .text("handle", product.handle())
        .text("sku", product.sku())
        .text("supplier_code", product.supplierCode())
        .text("supplier_id", product.supplierId())
        .flag("active", product.isActive())
        .flag("is_active", product.isActive())
        .flag("has_inventory", !product.isComposite())
        .flag("is_composite", product.isComposite())
        .flag("has_variants", product.hasVariants())
        .text("variant_parent_id", product.variantParentId())
        .set("variant_options", options(product))
        .absent("description")
        .text("image_url", IMAGE)
        .text("image_thumbnail_url", IMAGE)
        .time("created_at", product.createdAt())
        .time("updated_at", product.createdAt())
        .time("deleted_at", product.deletedAt())
        .text("source", "USER")
        .number("supply_price", hidesCosts ? null : product.supplyPrice())
        .number("price_excluding_tax", product.priceExcludingTax())
        .number("price_including_tax", product.priceExcludingTax().multiply(WITH_TAX))
        .set("type", Json.object())
        .set("supplier", supplier == null ? Json.object() : brief(supplier))
        .set("brand", Json.object())
        .set("categories", Json.array())
        .set("images", Json.array())
        .set("tag_ids", Json.array())
        .set("attributes", Json.array())
        .whole("button_order", 0)
        .set("product_codes", codes(product.codes()))
        .set("product_suppliers", suppliers(product, supplier))
        .whole("version", product.version())
        .node();
  }

  private static ArrayNode options(Product product) {
    ArrayNode options = Json.array();
    if (product.variant() != null) {
      options.addObject().put("name", "Option").put("value", product.variant());
    }
    return options;
  }

  private static ArrayNode codes(List<Product.Code> codes) {
    ArrayNode all = Json.array();
    codes.forEach(code -> all.addObject().put("type", code.type()).put("code", code.code()));
    return all;
  }

  private static ObjectNode brief(Supplier supplier) {
    return Json.object()
        .put("id", supplier.id())
        .put("name", supplier.name())
        .put("source", "USER")
        .put("version", supplier.version());
  }

  private ArrayNode suppliers(Product product, @Nullable Supplier supplier) {
    ArrayNode all = Json.array();
    if (supplier != null) {
      ObjectNode one =
          all.addObject()
              .put("id", "e" + product.id().substring(1))
              .put("product_id", product.id())
              .put("supplier_id", supplier.id())
              .put("supplier_name", supplier.name())
              .put("code", product.supplierCode());
      if (!hidesCosts) {
        one.set("price", Json.number(product.supplyPrice()));
      }
    }
    return all;
  }
}
