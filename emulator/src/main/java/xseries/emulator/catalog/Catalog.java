package xseries.emulator.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import xseries.emulator.store.KeyIndex;
import xseries.emulator.store.Store;
import xseries.emulator.store.Table;

/// Outlets, suppliers, registers, products and stock, with the look-ups that need an index.
///
/// Used inside [Store#read] and [Store#write].
public final class Catalog {
  private final Store store;
  private final Table<Outlet> outlets;
  private final Table<Supplier> suppliers;
  private final Table<Product> products;
  private final Table<StockLevel> stock;
  private final KeyIndex<Product> byCode;
  private StockListener listener = _ -> {};

  public Catalog(Store store) {
    this.store = store;
    this.outlets = store.table("outlets", Outlet.class).goingBack();
    this.suppliers = store.table("suppliers", Supplier.class).goingBack();
    this.products = store.table("products", Product.class).goingBack();
    this.byCode = products.index(Product::codesInLowerCase);
    this.stock = store.table("stock", StockLevel.class, StockLevel::productId).goingBack();
  }

  long versionOffset() {
    return store.versionOffset();
  }

  public Labels labels() {
    return new Labels(store);
  }

  public Table<Outlet> outlets() {
    return outlets;
  }

  public Table<Supplier> suppliers() {
    return suppliers;
  }

  public Table<Product> products() {
    return products;
  }

  public Table<StockLevel> stock() {
    return stock;
  }

  /// Who is told of changes of stock from now on.
  public void listen(StockListener newListener) {
    listener = newListener;
  }

  /// Fills the empty tables; the same seed gives the same rows.
  ///
  /// @param productCount how many there shall be
  public void seed(long seed, int productCount) {
    new Seeding(store, this, seed, productCount).run();
  }

  /// The live products with this SKU, those that have it byte by byte before those that have it in
  /// another case.
  public List<Product> bySku(String sku) {
    List<Product> found = new ArrayList<>();
    List<Product> folded = new ArrayList<>();
    for (Product one : byCode(sku)) {
      if (!one.isDeleted() && one.sku().equals(sku)) {
        found.add(one);
      } else if (!one.isDeleted() && one.sku().equalsIgnoreCase(sku)) {
        folded.add(one);
      }
    }
    found.addAll(folded);
    return found;
  }

  /// The products that carry this code, be it their SKU or one on the packing; in any case.
  public List<Product> byCode(String code) {
    return byCode.find(code.toLowerCase(Locale.ROOT));
  }

  public @Nullable Outlet outlet(String id) {
    Outlet outlet = outlets.get(id);
    return outlet == null || outlet.deletedAt() != null ? null : outlet;
  }

  public @Nullable Supplier supplier(String id) {
    Supplier supplier = suppliers.get(id);
    return supplier == null || supplier.deletedAt() != null ? null : supplier;
  }

  public @Nullable Product product(String id) {
    Product product = products.get(id);
    return product == null || product.isDeleted() ? null : product;
  }

  /// What an outlet has of a product; zero when its stock is not kept.
  public BigDecimal stockOf(String productId, String outletId) {
    StockLevel level = levelOf(productId, outletId);
    return level == null ? BigDecimal.ZERO : level.level();
  }

  /// Moves stock of a product in an outlet by an amount, which may be negative.
  public void moveStock(String productId, String outletId, BigDecimal amount) {
    StockLevel level = levelOf(productId, outletId);
    if (level != null && amount.signum() != 0) {
      setStock(level, level.level().add(amount));
    }
  }

  /// Sets the counted stock of a product in an outlet.
  public void countStock(String productId, String outletId, BigDecimal counted) {
    StockLevel level = levelOf(productId, outletId);
    if (level != null) {
      setStock(level, counted);
    }
  }

  private void setStock(StockLevel level, BigDecimal amount) {
    StockLevel changed =
        new StockLevel(
            level.id(), level.productId(), level.outletId(), amount, store.nextVersion());
    stock.put(changed);
    listener.changed(changed);
  }

  private @Nullable StockLevel levelOf(String productId, String outletId) {
    for (StockLevel level : stock.allOf(productId)) {
      if (level.outletId().equals(outletId)) {
        return level;
      }
    }
    return null;
  }
}
