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

  private final Labels labels;
  private final boolean printsNulls;
  private final boolean hidesCosts;

  ProductJson(Labels labels, boolean printsNulls, boolean hidesCosts) {
    this.labels = labels;
    this.printsNulls = printsNulls;
    this.hidesCosts = hidesCosts;
  }

  ObjectNode of(Product product, @Nullable Supplier supplier) {
    return Odd.over(printed(product, supplier), product.odd());
  }

  private ObjectNode printed(Product product, @Nullable Supplier supplier) {
    Label brand = labels.brandOf(product);
    Label type = labels.typeOf(product);
    Label tag = labels.tagOf(product);
    String parent = product.variantParentId();
    return new Wire(printsNulls)
        .text("id", product.id())
        .text("family_id", parent == null ? product.id() : parent)
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
        .whole("variant_count", product.hasVariants() ? Names.SIZES.size() : 0)
        .absent("description")
        .text("image_url", IMAGE)
        .text("image_thumbnail_url", IMAGE)
        .time("created_at", product.createdAt())
        .time("updated_at", product.createdAt())
        .time("deleted_at", product.deletedAt())
        .text("source", "USER")
        .absent("source_id")
        .absent("source_variant_id")
        .number("supply_price", hidesCosts ? null : product.supplyPrice())
        .number("price_excluding_tax", product.priceExcludingTax())
        .number("price_including_tax", product.priceExcludingTax().multiply(WITH_TAX))
        .text("product_type_id", type == null ? null : type.id())
        .set("type", type == null ? Json.object() : new LabelJson(printsNulls).type(type))
        .set("supplier", supplier == null ? Json.object() : brief(supplier))
        .text("brand_id", brand == null ? null : brand.id())
        .set("brand", brief(brand))
        .set("categories", tag == null ? Json.array() : Json.array().add(brief(tag)))
        .set("images", Json.array())
        .set("tag_ids", tag == null ? Json.array() : Json.array().add(tag.id()))
        .set("attributes", Json.array())
        .absent("account_code")
        .absent("account_code_purchase")
        .absent("loyalty_amount")
        .number("weight", new BigDecimal("0.5"))
        .text("weight_unit", "KG")
        .whole("length", 20)
        .whole("width", 10)
        .whole("height", 10)
        .text("dimensions_unit", "CM")
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

  private ObjectNode brief(@Nullable Label label) {
    return label == null ? Json.object() : label.brief(printsNulls).node();
  }

  private ObjectNode brief(Supplier supplier) {
    return new Wire(printsNulls)
        .text("id", supplier.id())
        .text("name", supplier.name())
        .text("source", "USER")
        .absent("deleted_at")
        .whole("version", supplier.version())
        .node();
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
