package lightspeed.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Products for tests: orderable ones, of which a test changes what matters.
final class Products {
  private Products() {}

  static CatalogProduct product(String id, String sku) {
    return product(id, sku, null, 1);
  }

  static CatalogProduct product(String id, String sku, @Nullable String handle, long version) {
    return new CatalogProduct(
        id,
        sku,
        "Product " + sku,
        handle,
        new BigDecimal("1.50000"),
        true,
        false,
        false,
        null,
        null,
        version,
        null);
  }

  static CatalogProduct inactive(String id, String sku) {
    return new CatalogProduct(
        id, sku, "Product " + sku, null, null, false, false, false, null, null, 1, null);
  }

  static CatalogProduct composite(String id, String sku) {
    return new CatalogProduct(
        id, sku, "Product " + sku, null, null, true, true, false, null, null, 1, null);
  }

  static CatalogProduct deleted(String id, String sku, long version) {
    return new CatalogProduct(
        id,
        sku,
        "Product " + sku,
        null,
        null,
        true,
        false,
        false,
        null,
        null,
        version,
        Instant.parse("2026-01-02T03:04:05.678901Z"));
  }
}
