package lightspeed.xseries;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A product, or one variant of a product.
///
/// @param sku empty when it has none; should be unique in a store but need not be
/// @param name with the variant's options when it is a variant
/// @param handle shared by the variants of one product
/// @param supplyPrice without tax; missing or zero when the token may not see costs
/// @param hasVariants it is only the parent of variants and cannot be ordered itself
public record Product(
    ProductId id,
    String sku,
    String name,
    @Nullable String handle,
    @Nullable BigDecimal supplyPrice,
    boolean isActive,
    boolean isComposite,
    boolean hasVariants,
    @Nullable ProductId variantParentId,
    @Nullable String supplierId,
    @Nullable Instant deletedAt,
    @Nullable Long version) {

  /// Needs id, SKU, whether it may be ordered, and deletion: what an order's line is found by.
  static Product read(WireObject wire) {
    WireObject lenient = wire.lenient();
    String name = lenient.textOr("name", "");
    String variantName = lenient.text("variant_name");
    String parent = lenient.id("variant_parent_id");
    String supplierId = lenient.id("supplier_id");
    Boolean isActive = wire.flag("is_active");
    return new Product(
        new ProductId(wire.requiredId("id")),
        wire.textOr("sku", ""),
        variantName == null || variantName.isBlank() ? name : variantName,
        lenient.text("handle"),
        lenient.decimal("supply_price"),
        isActive == null ? wire.flagOr("active", true) : isActive,
        wire.flagOr("is_composite", false),
        wire.flagOr("has_variants", false),
        parent == null ? null : new ProductId(parent),
        supplierId == null ? lenient.id("supplier", "id") : supplierId,
        wire.time("deleted_at"),
        wire.version());
  }
}
