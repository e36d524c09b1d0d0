package lightspeed.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/// The mirror of suppliers, outlets and products, and the cursors up to which it was read. Works in
/// the caller's transaction.
///
/// **Threads:** safe.
///
/// **Twice:** every write may be repeated; an older version never replaces a newer one.
public final class CatalogStore {
  public void upsertSuppliers(Handle handle, List<CatalogSupplier> suppliers) {
    UpsertCatalog.suppliers(handle, suppliers);
  }

  private static final String DELETE_OTHER_SUPPLIERS =
      """
      UPDATE vend_suppliers
      SET deleted_at = CURRENT_TIMESTAMP(6)
      WHERE deleted_at IS NULL
        AND id NOT IN (<ids>)
      """;

  /// These are all suppliers that Lightspeed has: its list hides deleted ones, so the others are
  /// deleted. One that shows up again is not any more.
  public void suppliersAre(Handle handle, List<CatalogSupplier> all) {
    UpsertCatalog.suppliers(handle, all);
    if (!all.isEmpty()) {
      handle
          .createUpdate(DELETE_OTHER_SUPPLIERS)
          .bindList("ids", all.stream().map(CatalogSupplier::id).toList())
          .execute();
    }
  }

  public void upsertOutlets(Handle handle, List<CatalogOutlet> outlets) {
    UpsertCatalog.outlets(handle, outlets);
  }

  public void upsertProducts(Handle handle, List<CatalogProduct> products) {
    UpsertCatalog.products(handle, products);
  }

  /// All products with one of these SKUs, also inactive, composite and deleted ones: the caller
  /// must be able to say why one cannot be ordered. A SKU that no product has to the byte stands
  /// for those that differ in outer blanks only. A SKU without any product is not in the map; a SKU
  /// may have several products.
  public Map<String, List<CatalogProduct>> productsBySku(Handle handle, Collection<String> skus) {
    return ProductsBySku.find(handle, skus);
  }

  private static final String PRODUCT_BY_ID =
      """
      SELECT id, sku, name, handle, supply_price, is_active, is_composite, has_variants,
        variant_parent_id, supplier_id, version, deleted_at
      FROM vend_products
      WHERE id = :id
      """;

  private static final String PRODUCTS_BY_ID =
      """
      SELECT id, sku, name, handle, supply_price, is_active, is_composite, has_variants,
        variant_parent_id, supplier_id, version, deleted_at
      FROM vend_products
      WHERE id IN (<ids>)
      """;

  /// Those of these products that the mirror has, whatever their state.
  ///
  /// @param ids at most some hundred
  public List<CatalogProduct> productsById(Handle handle, Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : handle
            .createQuery(PRODUCTS_BY_ID)
            .bindList("ids", List.copyOf(ids))
            .map((row, _) -> CatalogRows.product(row))
            .list();
  }

  public Optional<CatalogProduct> productById(Handle handle, String id) {
    return handle
        .createQuery(PRODUCT_BY_ID)
        .bind("id", id)
        .map((row, _) -> CatalogRows.product(row))
        .findOne();
  }

  private static final String SEARCH_PRODUCTS =
      """
      SELECT id, sku, name, handle, supply_price, is_active, is_composite, has_variants,
        variant_parent_id, supplier_id, version, deleted_at
      FROM vend_products
      WHERE deleted_at IS NULL
        AND (sku = :text
          OR id = :text
          OR CONVERT(sku USING utf8mb4) COLLATE utf8mb4_unicode_ci LIKE :pattern
          OR name LIKE :pattern
          OR handle LIKE :pattern)
      ORDER BY sku = :text DESC, sku, id
      LIMIT :limit
      """;

  /// Products whose SKU, name or handle contains `text`, ignoring case; the exact SKU first.
  /// Inactive ones are included, deleted ones are not.
  public List<CatalogProduct> searchProducts(Handle handle, String text, int limit) {
    return handle
        .createQuery(SEARCH_PRODUCTS)
        .bind("text", text)
        .bind("pattern", "%" + escapeLike(text) + "%")
        .bind("limit", limit)
        .map((row, _) -> CatalogRows.product(row))
        .list();
  }

  private static final String SUPPLIERS =
      """
      SELECT id, name, version, deleted_at
      FROM vend_suppliers
      WHERE deleted_at IS NULL
      ORDER BY name, id
      """;

  /// All suppliers that are not deleted, by name.
  public List<CatalogSupplier> suppliers(Handle handle) {
    return handle.createQuery(SUPPLIERS).map((row, _) -> CatalogRows.supplier(row)).list();
  }

  private static final String SUPPLIERS_CALLED =
      """
      SELECT id, name, version, deleted_at
      FROM vend_suppliers
      WHERE deleted_at IS NULL
        AND (id = :text OR folded_name = :folded OR folded_name IS NULL)
      ORDER BY id
      """;

  /// The supplier with this id, or else every one with this name, see [Named]. Deleted ones are
  /// left out.
  public List<CatalogSupplier> suppliers(Handle handle, String idOrName) {
    return Named.suppliers(
        idOrName,
        handle
            .createQuery(SUPPLIERS_CALLED)
            .bind("text", idOrName)
            .bind("folded", Folded.of(idOrName))
            .map((row, _) -> CatalogRows.supplier(row))
            .list());
  }

  private static final String OUTLETS =
      """
      SELECT id, name, time_zone, currency, version, deleted_at
      FROM vend_outlets
      WHERE deleted_at IS NULL
      ORDER BY name, id
      """;

  /// All outlets that are not deleted, by name.
  public List<CatalogOutlet> outlets(Handle handle) {
    return handle.createQuery(OUTLETS).map((row, _) -> CatalogRows.outlet(row)).list();
  }

  private static final String OUTLETS_CALLED =
      """
      SELECT id, name, time_zone, currency, version, deleted_at
      FROM vend_outlets
      WHERE deleted_at IS NULL
        AND (id = :text OR folded_name = :folded OR folded_name IS NULL)
      ORDER BY id
      """;

  /// The outlet with this id, or else every one with this name, see [Named]. Deleted ones are left
  /// out.
  public List<CatalogOutlet> outlets(Handle handle, String idOrName) {
    return Named.outlets(
        idOrName,
        handle
            .createQuery(OUTLETS_CALLED)
            .bind("text", idOrName)
            .bind("folded", Folded.of(idOrName))
            .map((row, _) -> CatalogRows.outlet(row))
            .list());
  }

  private static final String COUNTS =
      """
      SELECT
        (SELECT COUNT(*) FROM vend_suppliers WHERE deleted_at IS NULL) AS suppliers,
        (SELECT COUNT(*) FROM vend_outlets WHERE deleted_at IS NULL) AS outlets,
        (SELECT COUNT(*) FROM vend_products WHERE deleted_at IS NULL) AS products
      """;

  public CatalogCounts counts(Handle handle) {
    return handle
        .createQuery(COUNTS)
        .map(
            (row, _) ->
                new CatalogCounts(
                    row.getLong("suppliers"), row.getLong("outlets"), row.getLong("products")))
        .one();
  }

  private static final String PRODUCTS =
      """
      SELECT COUNT(*)
      FROM (SELECT 1 FROM vend_products WHERE deleted_at IS NULL LIMIT :most) AS products
      """;

  /// How many products the mirror has, counted up to `most`.
  public int products(Handle handle, int most) {
    return handle.createQuery(PRODUCTS).bind("most", most).mapTo(Integer.class).one();
  }

  private static final String CURSOR =
      """
      SELECT version
      FROM sync_cursors
      WHERE name = :name
      """;

  /// The highest Lightspeed version seen under this name, empty when nothing was read yet.
  public OptionalLong cursor(Handle handle, String name) {
    Optional<Long> version =
        handle.createQuery(CURSOR).bind("name", name).mapTo(Long.class).findOne();
    return version.isPresent() ? OptionalLong.of(version.get()) : OptionalLong.empty();
  }

  private static final String SAVE_CURSOR =
      """
      INSERT INTO sync_cursors (name, version)
      VALUES (:name, :version)
      ON DUPLICATE KEY UPDATE version = GREATEST(version, VALUES(version))
      """;

  /// Moves the cursor forward; a lower version changes nothing.
  public void saveCursor(Handle handle, String name, long version) {
    handle.createUpdate(SAVE_CURSOR).bind("name", name).bind("version", version).execute();
  }

  private static String escapeLike(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
