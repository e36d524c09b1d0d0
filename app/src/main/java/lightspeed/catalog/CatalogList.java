package lightspeed.catalog;

import java.util.Locale;

/// A list of Lightspeed that the mirror follows.
public enum CatalogList {
  SUPPLIERS,
  OUTLETS,
  PRODUCTS;

  /// Its name in `sync_cursors` and `catalog_looks`, and for people.
  public String cursor() {
    return name().toLowerCase(Locale.ROOT);
  }
}
