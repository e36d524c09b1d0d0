package lightspeed.console.products;

import java.util.List;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.Mappings;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.purchaseorder.UnresolvedSkus;

/// SKUs nobody knows, what is mapped, and products that were looked for.
///
/// @param known how many products the mirror has, counted up to one more than [#MOST_KNOWN]
/// @param search what was looked for, empty when nothing
/// @param sku the SKU a product is looked for, empty when for none
public record ProductPage(
    Frame frame,
    int known,
    List<UnresolvedSkus.Unresolved> unresolved,
    List<Mappings.Mapping> mappings,
    String search,
    String sku,
    List<CatalogProduct> products) {
  static final int MOST_KNOWN = 10_000;

  /// How many products of Lightspeed are known.
  public String knownProducts() {
    return Show.capped(known, MOST_KNOWN) + (known == 1 ? " product" : " products");
  }
}
