package lightspeed.catalog;

import java.util.List;
import lightspeed.db.Database;
import org.jspecify.annotations.Nullable;

/// Products of the mirror, for people and programs who look.
///
/// **Threads:** safe.
public final class ProductList {
  private static final String AFTER =
      """
      SELECT id, sku, name, handle, supply_price, is_active, is_composite, has_variants,
        variant_parent_id, supplier_id, version, deleted_at
      FROM vend_products
      WHERE deleted_at IS NULL
        AND id > :after
      ORDER BY id
      LIMIT :limit
      """;

  private final Database database;
  private final CatalogStore catalog;

  public ProductList(Database database, CatalogStore catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  /// All that are not deleted, by id.
  ///
  /// @param after the last id of the page before, null for the first page
  public List<CatalogProduct> page(@Nullable String after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(AFTER)
                .bind("after", after == null ? "" : after)
                .bind("limit", limit)
                .map((row, _) -> CatalogRows.product(row))
                .list());
  }

  /// Those whose SKU, name or handle contains `text`, ignoring case; the exact SKU first.
  public List<CatalogProduct> search(String text, int limit) {
    return database.read(handle -> catalog.searchProducts(handle, text, limit));
  }
}
