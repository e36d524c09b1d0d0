package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Row;

/// Something the store sells. A variant names its parent; a composite is made of other products.
///
/// @param odd members that are printed otherwise, see [Odd]; null when there are none
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
    @Nullable String odd,
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

  /// What it is found by: its SKU and the codes on its packing.
  Set<String> codesInLowerCase() {
    Set<String> all = new LinkedHashSet<>();
    all.add(sku.toLowerCase(Locale.ROOT));
    codes.forEach(code -> all.add(code.code().toLowerCase(Locale.ROOT)));
    return all;
  }

  Product deletedAt(Instant at, long newVersion) {
    return new Product(
        id,
        name,
        variant,
        handle,
        sku,
        codes,
        variantParentId,
        isActive,
        isComposite,
        hasVariants,
        supplierId,
        supplierCode,
        supplyPrice,
        priceExcludingTax,
        createdAt,
        at,
        odd,
        newVersion);
  }

  public boolean isDeleted() {
    return deletedAt != null;
  }
}
