package lightspeed.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// Finds the products that SKUs stand for. MariaDB ignores trailing spaces when it compares, so
/// Java compares once more, byte by byte.
final class ProductsBySku {
  /// How many SKUs one statement asks for.
  private static final int SKUS_PER_QUERY = 1000;

  private static final String EXACT =
      """
      SELECT id, sku, name, handle, supply_price, is_active, is_composite, has_variants,
        variant_parent_id, supplier_id, version, deleted_at
      FROM vend_products
      WHERE sku IN (<skus>)
      ORDER BY id
      """;

  private static final String WITH_OUTER_BLANKS =
      """
      SELECT id, sku, name, handle, supply_price, is_active, is_composite, has_variants,
        variant_parent_id, supplier_id, version, deleted_at
      FROM vend_products
      WHERE bare_sku IN (<skus>)
      ORDER BY id
      """;

  private ProductsBySku() {}

  static Map<String, List<CatalogProduct>> find(Handle handle, Collection<String> skus) {
    Map<String, List<CatalogProduct>> found = new HashMap<>();
    List<String> wanted = skus.stream().distinct().toList();
    Set<String> exactly = Set.copyOf(wanted);
    read(
        handle,
        EXACT,
        wanted,
        product -> {
          if (exactly.contains(product.sku())) {
            add(found, product.sku(), product);
          }
        });
    List<String> missing = wanted.stream().filter(sku -> !found.containsKey(sku)).toList();
    if (!missing.isEmpty()) {
      addThoseThatDifferInOuterBlanks(handle, missing, found);
    }
    return found;
  }

  private static void addThoseThatDifferInOuterBlanks(
      Handle handle, List<String> missing, Map<String, List<CatalogProduct>> found) {
    Map<String, List<CatalogProduct>> byBareSku = new HashMap<>();
    List<String> bare = missing.stream().map(Unlike::bare).distinct().toList();
    List<String> cut = missing.stream().filter(sku -> !Unlike.bare(sku).equals(sku)).toList();
    read(
        handle,
        EXACT,
        cut.stream().map(Unlike::bare).distinct().toList(),
        product -> addBare(byBareSku, product));
    read(handle, WITH_OUTER_BLANKS, bare, product -> addBare(byBareSku, product));
    for (String sku : missing) {
      List<CatalogProduct> alike = byBareSku.get(Unlike.bare(sku));
      if (alike != null) {
        found.put(sku, alike);
      }
    }
  }

  private static void read(
      Handle handle, String sql, List<String> skus, Consumer<CatalogProduct> each) {
    for (int start = 0; start < skus.size(); start += SKUS_PER_QUERY) {
      handle
          .createQuery(sql)
          .bindList("skus", skus.subList(start, Math.min(start + SKUS_PER_QUERY, skus.size())))
          .map((row, _) -> CatalogRows.product(row))
          .forEach(each);
    }
  }

  private static void addBare(Map<String, List<CatalogProduct>> found, CatalogProduct product) {
    String sku = Unlike.bare(product.sku());
    if (!found.getOrDefault(sku, List.of()).contains(product)) {
      add(found, sku, product);
    }
  }

  private static void add(
      Map<String, List<CatalogProduct>> found, String sku, CatalogProduct product) {
    found.computeIfAbsent(sku, _ -> new ArrayList<>()).add(product);
  }
}
