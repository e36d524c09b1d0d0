package lightspeed.catalog;

/// A row of the mirror, whatever it is of.
public sealed interface CatalogRow permits CatalogSupplier, CatalogOutlet, CatalogProduct {
  /// Opaque.
  String id();

  /// Lightspeed's counter when the row changed last.
  long version();
}
