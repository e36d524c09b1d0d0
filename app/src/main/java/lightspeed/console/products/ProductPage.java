package lightspeed.console.products;

import java.util.List;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.Mappings;
import lightspeed.console.Frame;
import lightspeed.purchaseorder.UnresolvedSkus;

/// SKUs nobody knows, what is mapped, and products that were looked for.
///
/// @param search what was looked for, empty when nothing
/// @param sku the SKU a product is looked for, empty when for none
public record ProductPage(
    Frame frame,
    List<UnresolvedSkus.Unresolved> unresolved,
    List<Mappings.Mapping> mappings,
    String search,
    String sku,
    List<CatalogProduct> products) {}
