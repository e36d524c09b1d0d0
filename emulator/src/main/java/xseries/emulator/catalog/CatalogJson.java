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
    return outlet.toJson(catalog.labels().defaultTax(), printsNulls());
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
    return new ProductJson(
            catalog.labels(), printsNulls(), hidesCosts || settings.isOn(Switch.HIDE_COSTS))
        .of(product, catalog.supplier(product.supplierId()));
  }

  public ObjectNode of(StockLevel level) {
    return level.toJson(printsNulls());
  }

  /// The form of the dated versions.
  ///
  /// @param plansReorders whether the version knows how the outlet reorders
  public ObjectNode dated(StockLevel level, boolean plansReorders) {
    return level.toDatedJson(plansReorders, printsNulls());
  }

  /// The form of 0.9.
  public ObjectNode old(Outlet outlet) {
    return outlet.toOldJson(catalog.labels().defaultTax());
  }

  /// The form of 0.9.
  public ObjectNode old(Supplier supplier) {
    return supplier.toOldJson();
  }

  /// The form of 0.9.
  public ObjectNode old(Register register) {
    return register.toOldJson();
  }

  public LabelJson labels() {
    return new LabelJson(printsNulls());
  }

  private boolean printsNulls() {
    return settings.isOn(Switch.PRINT_NULLS);
  }
}
