package lightspeed.catalog;

import org.jdbi.v3.core.Handle;

/// Empties the mirror of the catalogue and how far it was read: all of it is about one store. The
/// SKUs that people mapped to its products mean nothing until these products are seen again.
public final class ForgetCatalog {
  private ForgetCatalog() {}

  public static void in(Handle tx) {
    tx.execute("DELETE FROM vend_products");
    tx.execute("DELETE FROM vend_suppliers");
    tx.execute("DELETE FROM vend_outlets");
    tx.execute("DELETE FROM sync_cursors");
    tx.execute("DELETE FROM catalog_looks");
    tx.execute("DELETE FROM catalog_odd_rows");
    SkuMappings.leave(tx);
  }
}
