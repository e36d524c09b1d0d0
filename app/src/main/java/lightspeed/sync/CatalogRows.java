package lightspeed.sync;

import lightspeed.catalog.CatalogOutlet;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogSupplier;
import lightspeed.xseries.Outlet;
import lightspeed.xseries.Product;
import lightspeed.xseries.ProductId;
import lightspeed.xseries.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns what Lightspeed sends into rows of the mirror.
final class CatalogRows {
  private CatalogRows() {}

  static CatalogSupplier supplier(Supplier wire) {
    return new CatalogSupplier(wire.id(), wire.name(), version(wire.version()), wire.deletedAt());
  }

  static CatalogOutlet outlet(Outlet wire) {
    return new CatalogOutlet(
        wire.id(),
        wire.name(),
        wire.timeZone(),
        wire.currency(),
        version(wire.version()),
        wire.deletedAt());
  }

  static CatalogProduct product(Product wire) {
    ProductId parent = wire.variantParentId();
    return new CatalogProduct(
        wire.id().value(),
        wire.sku(),
        wire.name(),
        wire.handle(),
        wire.supplyPrice(),
        wire.isActive(),
        wire.isComposite(),
        wire.hasVariants(),
        parent == null ? null : parent.value(),
        wire.supplierId(),
        version(wire.version()),
        wire.deletedAt());
  }

  /// A row without a version is older than any with one.
  private static long version(@Nullable Long wire) {
    return wire == null ? 0 : wire;
  }
}
