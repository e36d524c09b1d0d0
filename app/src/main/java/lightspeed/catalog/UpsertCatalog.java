package lightspeed.catalog;

import java.util.List;
import java.util.function.BiConsumer;
import lightspeed.db.Utc;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Writes what Lightspeed showed, unless a newer version is already here. In each statement
/// `version` is assigned last, because MariaDB assigns from left to right and the conditions before
/// it must still see the old version.
final class UpsertCatalog {
  /// Rows sent to the server in one go: bounds memory, and locks of one batch stay short.
  private static final int BATCH_ROWS = 500;

  private static final int LONGEST_FOLDED = 512;

  private static final String SUPPLIER =
      """
      INSERT INTO vend_suppliers (id, name, folded_name, version, deleted_at)
      VALUES (:id, :name, :folded, :version, :deletedAt)
      ON DUPLICATE KEY UPDATE
        name = IF(VALUES(version) >= version, VALUES(name), name),
        folded_name = IF(VALUES(version) >= version, VALUES(folded_name), folded_name),
        deleted_at = IF(VALUES(version) >= version, VALUES(deleted_at), deleted_at),
        refreshed_at = CURRENT_TIMESTAMP(6),
        version = GREATEST(version, VALUES(version))
      """;

  private static final String OUTLET =
      """
      INSERT INTO vend_outlets (id, name, folded_name, time_zone, currency, version, deleted_at)
      VALUES (:id, :name, :folded, :timeZone, :currency, :version, :deletedAt)
      ON DUPLICATE KEY UPDATE
        name = IF(VALUES(version) >= version, VALUES(name), name),
        folded_name = IF(VALUES(version) >= version, VALUES(folded_name), folded_name),
        time_zone = IF(VALUES(version) >= version, VALUES(time_zone), time_zone),
        currency = IF(VALUES(version) >= version, VALUES(currency), currency),
        deleted_at = IF(VALUES(version) >= version, VALUES(deleted_at), deleted_at),
        refreshed_at = CURRENT_TIMESTAMP(6),
        version = GREATEST(version, VALUES(version))
      """;

  private static final String PRODUCT =
      """
      INSERT INTO vend_products (id, sku, bare_sku, name, handle, supply_price, is_active,
        is_composite, has_variants, variant_parent_id, supplier_id, version, deleted_at)
      VALUES (:id, :sku, :bareSku, :name, :handle, :supplyPrice, :isActive, :isComposite,
        :hasVariants, :variantParentId, :supplierId, :version, :deletedAt)
      ON DUPLICATE KEY UPDATE
        sku = IF(VALUES(version) >= version, VALUES(sku), sku),
        bare_sku = IF(VALUES(version) >= version, VALUES(bare_sku), bare_sku),
        name = IF(VALUES(version) >= version, VALUES(name), name),
        handle = IF(VALUES(version) >= version, VALUES(handle), handle),
        supply_price = IF(VALUES(version) >= version, VALUES(supply_price), supply_price),
        is_active = IF(VALUES(version) >= version, VALUES(is_active), is_active),
        is_composite = IF(VALUES(version) >= version, VALUES(is_composite), is_composite),
        has_variants = IF(VALUES(version) >= version, VALUES(has_variants), has_variants),
        variant_parent_id =
          IF(VALUES(version) >= version, VALUES(variant_parent_id), variant_parent_id),
        supplier_id = IF(VALUES(version) >= version, VALUES(supplier_id), supplier_id),
        deleted_at = IF(VALUES(version) >= version, VALUES(deleted_at), deleted_at),
        refreshed_at = CURRENT_TIMESTAMP(6),
        version = GREATEST(version, VALUES(version))
      """;

  private UpsertCatalog() {}

  static void suppliers(Handle handle, List<CatalogSupplier> suppliers) {
    inBatches(
        handle,
        SUPPLIER,
        suppliers,
        (batch, supplier) ->
            batch
                .bind("id", supplier.id())
                .bind("name", supplier.name())
                .bind("folded", folded(supplier.name()))
                .bind("version", supplier.version())
                .bind("deletedAt", Utc.ofNullable(supplier.deletedAt())));
  }

  static void outlets(Handle handle, List<CatalogOutlet> outlets) {
    inBatches(
        handle,
        OUTLET,
        outlets,
        (batch, outlet) ->
            batch
                .bind("id", outlet.id())
                .bind("name", outlet.name())
                .bind("folded", folded(outlet.name()))
                .bind("timeZone", outlet.timeZone())
                .bind("currency", outlet.currency())
                .bind("version", outlet.version())
                .bind("deletedAt", Utc.ofNullable(outlet.deletedAt())));
  }

  static void products(Handle handle, List<CatalogProduct> products) {
    inBatches(
        handle,
        PRODUCT,
        products,
        (batch, product) ->
            batch
                .bind("id", product.id())
                .bind("sku", product.sku())
                .bind("bareSku", bareSku(product.sku()))
                .bind("name", product.name())
                .bind("handle", product.handle())
                .bind("supplyPrice", product.supplyPrice())
                .bind("isActive", product.isActive())
                .bind("isComposite", product.isComposite())
                .bind("hasVariants", product.hasVariants())
                .bind("variantParentId", product.variantParentId())
                .bind("supplierId", product.supplierId())
                .bind("version", product.version())
                .bind("deletedAt", Utc.ofNullable(product.deletedAt())));
  }

  /// Null when folding made it longer than the column, which then says nothing about the name.
  private static @Nullable String folded(String name) {
    String folded = Folded.of(name);
    return folded.length() <= LONGEST_FOLDED ? folded : null;
  }

  private static @Nullable String bareSku(String sku) {
    String bare = Unlike.bare(sku);
    return bare.equals(sku) ? null : bare;
  }

  private static <T> void inBatches(
      Handle handle, String sql, List<T> rows, BiConsumer<PreparedBatch, T> bind) {
    for (int start = 0; start < rows.size(); start += BATCH_ROWS) {
      PreparedBatch batch = handle.prepareBatch(sql);
      for (T row : rows.subList(start, Math.min(start + BATCH_ROWS, rows.size()))) {
        bind.accept(batch, row);
        batch.add();
      }
      batch.execute();
    }
  }
}
