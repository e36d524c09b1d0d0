package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.Store;

/// What staff do to the catalogue in the store's own screens. Nothing is checked that a real store
/// does not check: two products may have one SKU. Used inside the store's `write`.
public final class StockRoom {
  private final Store store;
  private final Catalog catalog;
  private final InstantSource clock;

  public StockRoom(Store store, Catalog catalog, InstantSource clock) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  /// Makes a product, active and with no stock anywhere; what the edit does not say is plain.
  public Product make(ProductEdit edit) {
    long version = store.nextVersion();
    String id = store.newId(version);
    Product plain =
        new Product(
            id,
            "New product",
            null,
            "new-product-" + id.substring(0, 8),
            "NEW-" + id.substring(0, 8),
            List.of(),
            null,
            true,
            false,
            false,
            catalog.suppliers().all().iterator().next().id(),
            "",
            BigDecimal.ONE,
            BigDecimal.TWO,
            clock.instant(),
            null,
            null,
            version);
    Product made = edit.over(plain, version);
    catalog.products().put(made);
    for (Outlet outlet : catalog.outlets().all()) {
      long next = store.nextVersion();
      catalog
          .stock()
          .put(new StockLevel(store.newId(next), id, outlet.id(), BigDecimal.ZERO, next));
    }
    return made;
  }

  /// Changes a product; null when there is none that lives.
  public @Nullable Product edit(String id, ProductEdit edit) {
    Product old = catalog.product(id);
    if (old == null) {
      return null;
    }
    Product changed = edit.over(old, store.nextVersion());
    catalog.products().put(changed);
    return changed;
  }

  /// Deletes a product; its row stays and keeps when. Null when there is none that lives.
  public @Nullable Product delete(String id) {
    Product old = catalog.product(id);
    if (old == null) {
      return null;
    }
    Product deleted = old.deletedAt(clock.instant(), store.nextVersion());
    catalog.products().put(deleted);
    return deleted;
  }

  /// Gives a supplier another name; null when there is none that lives.
  public @Nullable Supplier rename(String id, @Nullable String name) {
    Supplier old = catalog.supplier(id);
    if (old == null) {
      return null;
    }
    Supplier changed = old.named(name, store.nextVersion());
    catalog.suppliers().put(changed);
    return changed;
  }
}
