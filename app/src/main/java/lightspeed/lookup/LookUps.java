package lightspeed.lookup;

import java.time.LocalDate;
import java.util.List;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.OutletZones;
import lightspeed.db.Database;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.Outlet;
import lightspeed.xseries.Pages;
import lightspeed.xseries.Product;
import lightspeed.xseries.Supplier;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// Reads from Lightspeed, or from its mirror, for a person who waits.
///
/// **Threads:** safe.
public final class LookUps {
  private final Database database;
  private final CatalogStore catalog;
  private final XSeriesClient client;

  public LookUps(Database database, CatalogStore catalog, XSeriesClient client) {
    this.database = database;
    this.catalog = catalog;
    this.client = client;
  }

  /// Products that were found.
  ///
  /// @param isFromMirror false: the mirror had none, Lightspeed was asked
  public record FoundProducts(List<CatalogProduct> products, boolean isFromMirror) {
    public FoundProducts {
      products = List.copyOf(products);
    }
  }

  /// A consignment with its lines.
  ///
  /// @param dueAt the day on which it is due, in the zone of its outlet
  public record WholeConsignment(
      Consignment header, @Nullable LocalDate dueAt, List<ConsignmentProduct> lines) {
    public WholeConsignment {
      lines = List.copyOf(lines);
    }
  }

  /// The shops, as Lightspeed has them now.
  public List<Outlet> outlets() throws InterruptedException {
    return Pages.all("outlets", 0, after -> client.outlets(Caller.person(), after)).stream()
        .filter(outlet -> outlet.deletedAt() == null)
        .toList();
  }

  /// The suppliers, as Lightspeed has them now.
  public List<Supplier> suppliers() throws InterruptedException {
    return Pages.all("suppliers", 0, after -> client.suppliers(Caller.person(), after)).stream()
        .filter(supplier -> supplier.deletedAt() == null)
        .toList();
  }

  /// Products whose SKU, name or handle holds `text`, from the mirror; when it has none, those that
  /// Lightspeed has with exactly this SKU.
  ///
  /// @param limit at most so many
  public FoundProducts products(String text, int limit) throws InterruptedException {
    var mirrored = database.read(handle -> catalog.searchProducts(handle, text, limit));
    if (!mirrored.isEmpty()) {
      return new FoundProducts(mirrored, true);
    }
    var found = client.productsBySku(Caller.person(), List.of(text));
    return new FoundProducts(
        found.stream()
            .filter(product -> product.sku().equalsIgnoreCase(text))
            .limit(limit)
            .map(LookUps::asMirrored)
            .toList(),
        false);
  }

  /// One consignment with its lines, as Lightspeed has it now.
  public WholeConsignment consignment(ConsignmentId id) throws InterruptedException {
    var header = client.consignment(Caller.person(), id);
    var lines =
        Pages.all(
            "consignment products",
            0,
            after -> client.consignmentProducts(Caller.person(), id, after));
    return new WholeConsignment(
        header, dueOn(header), lines.stream().filter(line -> line.deletedAt() == null).toList());
  }

  private @Nullable LocalDate dueOn(Consignment header) {
    var due = header.dueAt();
    return due == null
        ? null
        : due.atZone(database.read(tx -> OutletZones.of(tx, header.outletId()))).toLocalDate();
  }

  private static CatalogProduct asMirrored(Product product) {
    var parent = product.variantParentId();
    @Nullable Long version = product.version();
    return new CatalogProduct(
        product.id().value(),
        product.sku(),
        product.name(),
        product.handle(),
        product.supplyPrice(),
        product.isActive(),
        product.isComposite(),
        product.hasVariants(),
        parent == null ? null : parent.value(),
        product.supplierId(),
        version == null ? 0 : version,
        product.deletedAt());
  }
}
