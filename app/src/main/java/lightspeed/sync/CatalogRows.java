package lightspeed.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lightspeed.catalog.CatalogList;
import lightspeed.catalog.CatalogOutlet;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogSupplier;
import lightspeed.catalog.OddRow;
import lightspeed.xseries.Outlet;
import lightspeed.xseries.Page;
import lightspeed.xseries.Product;
import lightspeed.xseries.ProductId;
import lightspeed.xseries.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns what Lightspeed sends into rows of the mirror. A name that is too long is cut, a SKU
/// never: its row is left out. Either is told and stops nothing.
///
/// **Threads:** confined.
final class CatalogRows {
  private static final int LONGEST_PARTNER_NAME = 255;
  private static final int LONGEST_PRODUCT_NAME = 512;
  private static final int LONGEST_SKU = 255;
  private static final int LONGEST_HANDLE = 255;
  private static final int LONGEST_ZONE = 64;
  private static final int LONGEST_CURRENCY = 8;
  private static final int PRICE_SCALE = 5;

  /// `DECIMAL(20, 5)` has so many digits before the point.
  private static final int PRICE_DIGITS = 15;

  private final CatalogList list;
  private final List<OddRow> odd = new ArrayList<>();

  CatalogRows(CatalogList list) {
    this.list = list;
  }

  /// The odd rows so far.
  List<OddRow> odd() {
    return List.copyOf(odd);
  }

  /// All rows of the page that the mirror can take.
  <W, R> List<R> of(Page<W> page, Function<W, Optional<R>> as) {
    for (Page.SkippedRow row : page.skipped()) {
      String id = row.id();
      odd(id == null ? "" : id, row.reason() + ": the row was skipped");
    }
    return page.items().stream().map(as).flatMap(Optional::stream).toList();
  }

  Optional<CatalogSupplier> supplier(Supplier wire) {
    return Optional.of(
        new CatalogSupplier(
            wire.id(),
            cut(wire.id(), wire.name(), LONGEST_PARTNER_NAME),
            version(wire.version()),
            wire.deletedAt()));
  }

  Optional<CatalogOutlet> outlet(Outlet wire) {
    return Optional.of(
        new CatalogOutlet(
            wire.id(),
            cut(wire.id(), wire.name(), LONGEST_PARTNER_NAME),
            unlessTooLong(wire.id(), "time zone", wire.timeZone(), LONGEST_ZONE),
            unlessTooLong(wire.id(), "currency", wire.currency(), LONGEST_CURRENCY),
            version(wire.version()),
            wire.deletedAt()));
  }

  Optional<CatalogProduct> product(Product wire) {
    String id = wire.id().value();
    if (length(wire.sku()) > LONGEST_SKU) {
      odd(id, "its SKU has " + length(wire.sku()) + " characters: the row was skipped");
      return Optional.empty();
    }
    ProductId parent = wire.variantParentId();
    return Optional.of(
        new CatalogProduct(
            id,
            wire.sku(),
            cut(id, wire.name(), LONGEST_PRODUCT_NAME),
            unlessTooLong(id, "handle", wire.handle(), LONGEST_HANDLE),
            price(id, wire.supplyPrice()),
            wire.isActive(),
            wire.isComposite(),
            wire.hasVariants(),
            parent == null ? null : parent.value(),
            wire.supplierId(),
            version(wire.version()),
            wire.deletedAt()));
  }

  private String cut(String id, String name, int longest) {
    int length = length(name);
    if (length <= longest) {
      return name;
    }
    odd(id, "its name of " + length + " characters was cut to " + longest);
    return name.substring(0, name.offsetByCodePoints(0, longest));
  }

  private @Nullable String unlessTooLong(
      String id, String what, @Nullable String value, int longest) {
    if (value == null || length(value) <= longest) {
      return value;
    }
    odd(id, "its " + what + " of " + length(value) + " characters was left out");
    return null;
  }

  private @Nullable BigDecimal price(String id, @Nullable BigDecimal price) {
    if (price == null) {
      return null;
    }
    if (price.precision() - price.scale() > PRICE_DIGITS) {
      odd(id, "its supply price is too large and was left out");
      return null;
    }
    return price.scale() <= PRICE_SCALE
        ? price
        : price.setScale(PRICE_SCALE, java.math.RoundingMode.HALF_UP);
  }

  private void odd(String id, String problem) {
    odd.add(new OddRow(list, id, problem));
  }

  /// As the database counts.
  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// A row without a version is older than any with one.
  private static long version(@Nullable Long wire) {
    return wire == null ? 0 : wire;
  }
}
