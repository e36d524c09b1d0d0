package lightspeed.catalog;

import java.time.Instant;
import java.util.List;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jspecify.annotations.Nullable;

/// What people do about SKUs that Lightspeed calls differently: look for products, let a SKU stand
/// for one, take that back. Each change is in the audit log.
///
/// **Threads:** safe.
public final class Mappings {
  private static final int LONGEST_SKU = 255;

  private final Database database;
  private final CatalogStore catalog;
  private final AuditLog audit;
  private final SkuMappings skus = new SkuMappings();

  public Mappings(Database database, CatalogStore catalog, AuditLog audit) {
    this.database = database;
    this.catalog = catalog;
    this.audit = audit;
  }

  /// A SKU that stands for a product.
  ///
  /// @param productSku what Lightspeed calls it, null when the mirror does not have the product
  public record Mapping(
      String sku,
      String productId,
      @Nullable String productSku,
      @Nullable String productName,
      @Nullable String createdBy,
      Instant createdAt) {}

  /// How many products there are to map to, counted up to `most`.
  public int products(int most) {
    return database.read(handle -> catalog.products(handle, most));
  }

  private static final String LIST =
      """
      SELECT mapping.local_id, mapping.remote_id, product.sku, product.name, mapping.created_by,
        mapping.created_at
      FROM lightspeed_mappings mapping
      LEFT JOIN vend_products product ON product.id = mapping.remote_id
      WHERE mapping.local_type = 'SKU'
        AND mapping.local_id > :after
      ORDER BY mapping.local_id
      LIMIT :limit
      """;

  /// Some mappings by SKU.
  ///
  /// @param after only those after this SKU, empty for the first
  public List<Mapping> list(String after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(LIST)
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (row, _) ->
                        new Mapping(
                            row.getString("local_id"),
                            row.getString("remote_id"),
                            row.getString("sku"),
                            row.getString("name"),
                            row.getString("created_by"),
                            Utc.get(row, "created_at")))
                .list());
  }

  /// Products of the mirror whose SKU, name or handle holds `text`.
  public List<CatalogProduct> search(String text, int limit) {
    return database.read(handle -> catalog.searchProducts(handle, text, limit));
  }

  /// Lets `sku` stand for a product from now on, given by its id or its own SKU.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @throws IllegalArgumentException when there is no such product, it cannot be ordered, or
  ///     another SKU stands for it
  public CatalogProduct map(String sku, String product, String actor) {
    if (sku.isBlank() || sku.length() > LONGEST_SKU) {
      throw new IllegalArgumentException("A SKU has 1 to " + LONGEST_SKU + " characters.");
    }
    return database.inTransaction(
        tx -> {
          var found =
              catalog
                  .productById(tx, product)
                  .or(
                      () ->
                          catalog
                              .productsBySku(tx, List.of(product))
                              .getOrDefault(product, List.of())
                              .stream()
                              .filter(CatalogProduct::isOrderable)
                              .findFirst())
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "There is no product \"" + product + "\" that can be ordered."));
          if (!found.isOrderable()) {
            throw new IllegalArgumentException(
                "Product " + found.sku() + " (" + found.name() + ") cannot be ordered.");
          }
          var holder = skus.mapSku(tx, sku, found.id(), actor);
          if (holder.isPresent()) {
            throw new IllegalArgumentException(
                "Product " + found.sku() + " already stands for " + holder.get() + "; unmap it.");
          }
          var details = new AuditDetails().with("product", found.id()).with("name", found.name());
          audit.append(tx, actor, "sku.map", "SKU", sku, details.json(), null);
          return found;
        });
  }

  /// Lets `sku` mean nothing but itself again; tells whether it was mapped.
  public boolean unmap(String sku, String actor) {
    return database.inTransaction(
        tx -> {
          boolean wasMapped = skus.unmapSku(tx, sku);
          if (wasMapped) {
            audit.append(tx, actor, "sku.unmap", "SKU", sku, null, null);
          }
          return wasMapped;
        });
  }
}
