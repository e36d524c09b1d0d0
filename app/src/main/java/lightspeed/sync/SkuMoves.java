package lightspeed.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import org.jdbi.v3.core.Handle;

/// Notices during a pull which SKUs come to stand for another product: those that stood for exactly
/// one product that can be ordered before the pull, and for exactly one other after it. The two
/// edits that move a SKU may come on different pages.
///
/// **Threads:** confined to one pull.
final class SkuMoves {
  private final CatalogStore catalog;
  private final Map<String, String> before = new LinkedHashMap<>();

  SkuMoves(CatalogStore catalog) {
    this.catalog = catalog;
  }

  /// Call before the page is written.
  void before(Handle tx, List<CatalogProduct> page) {
    Map<String, CatalogProduct> known = new HashMap<>();
    catalog
        .productsById(tx, page.stream().map(CatalogProduct::id).toList())
        .forEach(product -> known.put(product.id(), product));
    Set<String> skus = new LinkedHashSet<>();
    for (CatalogProduct product : page) {
      CatalogProduct old = known.get(product.id());
      if (old == null || isOtherwise(old, product)) {
        skus.add(product.sku());
        if (old != null) {
          skus.add(old.sku());
        }
      }
    }
    meanings(tx, skus).forEach(before::putIfAbsent);
  }

  private static boolean isOtherwise(CatalogProduct old, CatalogProduct product) {
    return !old.sku().equals(product.sku()) || old.isOrderable() != product.isOrderable();
  }

  /// Call after the last page was written.
  List<MovedSku> after(Handle tx) {
    Map<String, String> now = meanings(tx, before.keySet());
    List<MovedSku> moved = new ArrayList<>();
    before.forEach(
        (sku, product) -> {
          String other = now.get(sku);
          if (other != null && !other.equals(product)) {
            moved.add(new MovedSku(sku, product, other));
          }
        });
    return moved;
  }

  private Map<String, String> meanings(Handle tx, Collection<String> skus) {
    Map<String, String> meanings = new LinkedHashMap<>();
    if (!skus.isEmpty()) {
      catalog
          .productsBySku(tx, skus)
          .forEach((sku, products) -> only(sku, products).ifPresent(id -> meanings.put(sku, id)));
    }
    return meanings;
  }

  private static Optional<String> only(String sku, List<CatalogProduct> products) {
    List<CatalogProduct> orderable =
        products.stream()
            .filter(CatalogProduct::isOrderable)
            .filter(product -> product.sku().equals(sku))
            .toList();
    return orderable.size() == 1 ? Optional.of(orderable.getFirst().id()) : Optional.empty();
  }
}
