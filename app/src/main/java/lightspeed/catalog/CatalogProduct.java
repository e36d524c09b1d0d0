package lightspeed.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A product as Lightspeed last showed it. Neither SKU nor handle is unique there.
///
/// @param id opaque
/// @param handle shared by the variants of one product
/// @param supplyPrice cost in the retailer's currency without tax, null when it is not shown to us
/// @param variantParentId null when it is not a variant
/// @param deletedAt null while it exists
public record CatalogProduct(
    String id,
    String sku,
    String name,
    @Nullable String handle,
    @Nullable BigDecimal supplyPrice,
    boolean isActive,
    boolean isComposite,
    boolean hasVariants,
    @Nullable String variantParentId,
    @Nullable String supplierId,
    long version,
    @Nullable Instant deletedAt)
    implements CatalogRow {

  /// Whether a purchase order may carry it: it exists, is active and is not a composite.
  public boolean isOrderable() {
    return deletedAt == null && isActive && !isComposite && !isParentOfVariants();
  }

  /// It only stands for its variants; one of them is ordered instead.
  public boolean isParentOfVariants() {
    return hasVariants && variantParentId == null;
  }
}
