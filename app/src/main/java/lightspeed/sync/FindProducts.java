package lightspeed.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.SkuMappings;
import lightspeed.catalog.Unlike;
import lightspeed.db.Database;
import lightspeed.sync.CheckOrder.Mirror;
import org.jdbi.v3.core.Handle;

/// Finds the products that SKUs stand for: the one that a person mapped, or those of the mirror.
/// What the mirror would refuse is asked of Lightspeed first, also when its only product is deleted
/// or inactive here: it may be back, or have been made again. A mirror that was never read to its
/// end is no evidence for anything that can be ordered.
///
/// **Threads:** confined to one check.
final class FindProducts {
  private final Database database;
  private final CatalogStore catalog;
  private final SkuMappings mappings = new SkuMappings();

  FindProducts(Database database, CatalogStore catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  /// What was found.
  ///
  /// @param bySku candidates for each SKU, none for one that nothing has
  /// @param mapped the product id for each SKU that a person mapped
  record Found(Map<String, List<CatalogProduct>> bySku, Map<String, String> mapped) {
    List<CatalogProduct> candidates(String sku) {
      return bySku.getOrDefault(sku, List.of());
    }
  }

  /// The mirror's answer, in the caller's transaction.
  Found mirrored(Handle tx, Collection<String> skus) {
    Map<String, String> mapped = mappings.productsFor(tx, skus);
    Map<String, List<CatalogProduct>> bySku =
        new LinkedHashMap<>(
            catalog.productsBySku(
                tx, skus.stream().filter(sku -> !mapped.containsKey(sku)).toList()));
    Map<String, CatalogProduct> byId =
        catalog.productsById(tx, mapped.values()).stream()
            .collect(Collectors.toMap(CatalogProduct::id, product -> product));
    mapped.forEach(
        (sku, id) -> Optional.ofNullable(byId.get(id)).ifPresent(p -> bySku.put(sku, List.of(p))));
    return new Found(bySku, mapped);
  }

  /// Completes the mirror's answer with Lightspeed's.
  Found complete(Found known, List<String> skus, CatalogLookup lookup, Mirror mirror)
      throws InterruptedException {
    List<String> asked = skus.stream().filter(sku -> mustAsk(sku, known, lookup)).toList();
    if (asked.isEmpty()) {
      return known;
    }
    List<CatalogProduct> fetched = new ArrayList<>();
    for (String sku : asked) {
      String id = known.mapped().get(sku);
      if (id != null) {
        lookup.product(id).ifPresent(fetched::add);
      }
    }
    fetched.addAll(
        lookup.products(asked.stream().filter(sku -> !known.mapped().containsKey(sku)).toList()));
    if (mirror == Mirror.UPDATE) {
      database.useTransaction(tx -> catalog.upsertProducts(tx, fetched));
    }
    Map<String, List<CatalogProduct>> bySku = new HashMap<>(known.bySku());
    for (String sku : asked) {
      bySku.put(sku, merged(sku, known, fetched, lookup.isMirrorUnread()));
    }
    return new Found(bySku, known.mapped());
  }

  private static boolean mustAsk(String sku, Found known, CatalogLookup lookup) {
    return lookup.isMirrorUnread()
        || known.candidates(sku).stream().filter(CatalogProduct::isOrderable).count() != 1;
  }

  private static List<CatalogProduct> merged(
      String sku, Found known, List<CatalogProduct> fetched, boolean isMirrorUnread) {
    String mapped = known.mapped().get(sku);
    List<CatalogProduct> answered =
        mapped == null
            ? ofSku(sku, fetched)
            : fetched.stream().filter(product -> product.id().equals(mapped)).toList();
    Map<String, CatalogProduct> byId = new LinkedHashMap<>();
    for (CatalogProduct product : known.candidates(sku)) {
      // Of an unread mirror, only why something cannot be ordered is worth telling.
      if (!isMirrorUnread || !product.isOrderable()) {
        byId.put(product.id(), product);
      }
    }
    answered.forEach(
        product -> byId.merge(product.id(), product, (a, b) -> b.version() >= a.version() ? b : a));
    Set<String> exact =
        byId.values().stream()
            .filter(product -> product.sku().equals(sku))
            .map(CatalogProduct::id)
            .collect(Collectors.toSet());
    return byId.values().stream()
        .filter(product -> mapped != null || exact.isEmpty() || exact.contains(product.id()))
        .toList();
  }

  private static List<CatalogProduct> ofSku(String sku, List<CatalogProduct> fetched) {
    return fetched.stream()
        .filter(product -> Unlike.bare(product.sku()).equals(Unlike.bare(sku)))
        .toList();
  }
}
