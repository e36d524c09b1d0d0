package lightspeed.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import lightspeed.db.Utc;

/// The one place where rows of the mirror become records. Times are read as UTC whatever the zone
/// of this process.
final class CatalogRows {
  private CatalogRows() {}

  static CatalogSupplier supplier(ResultSet row) throws SQLException {
    return new CatalogSupplier(
        row.getString("id"),
        row.getString("name"),
        row.getLong("version"),
        Utc.find(row, "deleted_at"));
  }

  static CatalogOutlet outlet(ResultSet row) throws SQLException {
    return new CatalogOutlet(
        row.getString("id"),
        row.getString("name"),
        row.getString("time_zone"),
        row.getString("currency"),
        row.getLong("version"),
        Utc.find(row, "deleted_at"));
  }

  static CatalogProduct product(ResultSet row) throws SQLException {
    return new CatalogProduct(
        row.getString("id"),
        row.getString("sku"),
        row.getString("name"),
        row.getString("handle"),
        row.getBigDecimal("supply_price"),
        row.getBoolean("is_active"),
        row.getBoolean("is_composite"),
        row.getBoolean("has_variants"),
        row.getString("variant_parent_id"),
        row.getString("supplier_id"),
        row.getLong("version"),
        Utc.find(row, "deleted_at"));
  }
}
