package xseries.emulator.catalog;

import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// The rows of this package as the API prints them, with the switches of the moment.
public final class CatalogJson {
  private final Catalog catalog;
  private final Settings settings;

  public CatalogJson(Catalog catalog, Settings settings) {
    this.catalog = catalog;
    this.settings = settings;
  }

  public ObjectNode of(Outlet outlet) {
    return outlet.toJson(printsNulls());
  }

  public ObjectNode of(Supplier supplier) {
    return supplier.toJson(printsNulls());
  }

  public ObjectNode of(Register register) {
    return register.toJson(printsNulls());
  }

  /// A product.
  ///
  /// @param hidesCosts whether the token may not see costs
  public ObjectNode of(Product product, boolean hidesCosts) {
    return new ProductJson(printsNulls(), hidesCosts || settings.isOn(Switch.HIDE_COSTS))
        .of(product, catalog.supplier(product.supplierId()));
  }

  public ObjectNode of(StockLevel level) {
    return level.toJson(printsNulls());
  }

  /// The form of the dated versions.
  public ObjectNode dated(StockLevel level) {
    return level.toDatedJson(printsNulls());
  }

  private boolean printsNulls() {
    return settings.isOn(Switch.PRINT_NULLS);
  }
}
