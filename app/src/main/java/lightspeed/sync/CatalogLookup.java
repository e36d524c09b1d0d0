package lightspeed.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightspeed.catalog.CatalogList;
import lightspeed.catalog.CatalogOutlet;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogSupplier;
import lightspeed.catalog.Unlike;
import lightspeed.sync.FreshCatalog.Trust;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Pages;
import lightspeed.xseries.ProductId;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Asks Lightspeed for what the mirror does not have. Counts its calls, so that a plan can name
/// them.
///
/// **Threads:** confined to one attempt.
final class CatalogLookup {
  /// So many SKUs fit in a request line that every proxy accepts.
  private static final int SKUS_PER_CALL = 100;

  private static final int NOT_FOUND = 404;

  private final XSeriesClient client;
  private final Caller caller;
  private final Trust trust;
  private final List<PlannedCall> calls = new ArrayList<>();

  /// For a mirror that was read to its end.
  CatalogLookup(XSeriesClient client, Caller caller) {
    this(client, caller, Trust.FRESH);
  }

  CatalogLookup(XSeriesClient client, Caller caller, Trust trust) {
    this.client = client;
    this.caller = caller;
    this.trust = trust;
  }

  /// Whether what the mirror says of a SKU must be asked of Lightspeed as well.
  boolean isMirrorUnread() {
    return trust == Trust.NONE;
  }

  /// The calls made so far.
  List<PlannedCall> calls() {
    return List.copyOf(calls);
  }

  /// One product, whatever its SKU; empty when Lightspeed does not have it.
  Optional<CatalogProduct> product(String id) throws InterruptedException {
    calls.add(new PlannedCall("GET", "/products/" + id, "the product that a SKU is mapped to"));
    CatalogRows rows = new CatalogRows(CatalogList.PRODUCTS);
    try {
      return rows.product(client.product(caller, new ProductId(id)));
    } catch (XSeriesException.Rejected rejected) {
      if (rejected.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw rejected;
    }
  }

  /// Products that have one of these SKUs, letter for letter but for outer blanks.
  List<CatalogProduct> products(Collection<String> skus) throws InterruptedException {
    Set<String> bare = skus.stream().map(Unlike::bare).collect(Collectors.toSet());
    List<String> wanted =
        Stream.concat(skus.stream(), skus.stream().map(Unlike::bare)).distinct().toList();
    List<CatalogProduct> found = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += SKUS_PER_CALL) {
      List<String> batch = wanted.subList(from, Math.min(wanted.size(), from + SKUS_PER_CALL));
      String which = isMirrorUnread() ? " SKUs" : " unknown SKUs";
      calls.add(new PlannedCall("GET", "/search?type=products", batch.size() + which));
      CatalogRows rows = new CatalogRows(CatalogList.PRODUCTS);
      client
          .productsBySku(caller, batch.stream().map(sku -> sku.toLowerCase(Locale.ROOT)).toList())
          .stream()
          .map(rows::product)
          .flatMap(Optional::stream)
          .filter(product -> bare.contains(Unlike.bare(product.sku())))
          .forEach(found::add);
    }
    return found;
  }

  /// All suppliers.
  List<CatalogSupplier> suppliers() throws InterruptedException {
    CatalogRows rows = new CatalogRows(CatalogList.SUPPLIERS);
    return Pages.all(
            "suppliers",
            0,
            after -> {
              calls.add(new PlannedCall("GET", "/suppliers", "look up the supplier"));
              return client.suppliers(caller, after);
            })
        .stream()
        .map(rows::supplier)
        .flatMap(Optional::stream)
        .toList();
  }

  /// All outlets.
  List<CatalogOutlet> outlets() throws InterruptedException {
    CatalogRows rows = new CatalogRows(CatalogList.OUTLETS);
    return Pages.all(
            "outlets",
            0,
            after -> {
              calls.add(new PlannedCall("GET", "/outlets", "look up the outlet"));
              return client.outlets(caller, after);
            })
        .stream()
        .map(rows::outlet)
        .flatMap(Optional::stream)
        .toList();
  }
}
