package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// Something the store sells. A variant names its parent; a composite is made of other products.
public record Product(
    String id,
    String name,
    @Nullable String variant,
    String handle,
    String sku,
    List<Code> codes,
    @Nullable String variantParentId,
    boolean isActive,
    boolean isComposite,
    boolean hasVariants,
    String supplierId,
    String supplierCode,
    BigDecimal supplyPrice,
    BigDecimal priceExcludingTax,
    Instant createdAt,
    @Nullable Instant deletedAt,
    long version)
    implements Row {

  /// One more way to name the product, printed on its packing.
  public record Code(String type, String code) {}

  public Product {
    codes = List.copyOf(codes);
  }

  /// The name as staff see it, with the variant's option.
  public String fullName() {
    return variant == null ? name : name + " / " + variant;
  }

  public boolean isDeleted() {
    return deletedAt != null;
  }
}
