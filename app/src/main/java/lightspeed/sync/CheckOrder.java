package lightspeed.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import lightspeed.catalog.CatalogOutlet;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.CatalogSupplier;
import lightspeed.catalog.NearMatches;
import lightspeed.catalog.NearMatches.Suggestion;
import lightspeed.catalog.SkuMappings;
import lightspeed.db.Database;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;

/// Step 0: every name of the order is found in the catalogue and may be ordered. All problems are
/// reported together, with near matches; nothing is written to Lightspeed. What the mirror does not
/// have is asked of Lightspeed first.
final class CheckOrder {
  private final Database database;
  private final CatalogStore catalog;
  private final NearMatches nearMatches = new NearMatches();
  private final SkuMappings mappings = new SkuMappings();

  CheckOrder(Database database, CatalogStore catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  /// What the check found.
  sealed interface Result {
    /// The order can be synchronised.
    record Ready(ResolvedOrder order) implements Result {}

    /// It cannot; every problem is listed.
    record Refused(List<SyncProblem> problems) implements Result {}
  }

  /// Where newly looked-up rows go.
  enum Mirror {
    UPDATE,
    /// For a plan, which writes nothing.
    LEAVE
  }

  Result check(OrderWithLines order, CatalogLookup lookup, Mirror mirror)
      throws InterruptedException {
    List<SyncProblem> problems = new ArrayList<>();
    PurchaseOrder header = order.order();
    List<CatalogSupplier> suppliers = findSuppliers(header, lookup, mirror);
    List<CatalogOutlet> outlets = findOutlets(header, lookup, mirror);
    requireOne("supplier", header.supplier(), suppliers, CatalogSupplier::id, problems);
    requireOne("outlet", header.outlet(), outlets, CatalogOutlet::id, problems);
    if (order.lines().isEmpty()) {
      problems.add(SyncProblem.ofOrder("The order has no lines.", List.of()));
    }
    Map<String, List<CatalogProduct>> products = findProducts(order.lines(), lookup, mirror);
    MergedLines merged = new MergedLines();
    Map<Integer, String> productOfLine = new LinkedHashMap<>();
    List<LineItem> unknown = new ArrayList<>();
    for (LineItem line : order.lines()) {
      List<CatalogProduct> candidates = products.getOrDefault(line.sku(), List.of());
      if (candidates.isEmpty()) {
        unknown.add(line);
      } else {
        OrderableProduct.choose(line, candidates, problems)
            .ifPresent(
                product -> {
                  productOfLine.put(line.number(), product.id());
                  merged.add(line, product, problems);
                });
      }
    }
    problems.addAll(unknownSkus(unknown));
    if (!problems.isEmpty()) {
      return new Result.Refused(problems);
    }
    List<ExpectedLine> lines = merged.lines();
    return new Result.Ready(
        new ResolvedOrder(
            header, suppliers.getFirst().id(), outlets.getFirst().id(), lines, productOfLine));
  }

  private List<CatalogSupplier> findSuppliers(
      PurchaseOrder order, CatalogLookup lookup, Mirror mirror) throws InterruptedException {
    List<CatalogSupplier> known = database.read(tx -> catalog.suppliers(tx, order.supplier()));
    if (!known.isEmpty()) {
      return known;
    }
    List<CatalogSupplier> all = lookup.suppliers();
    save(mirror, tx -> catalog.upsertSuppliers(tx, all));
    return all.stream()
        .filter(row -> row.deletedAt() == null)
        .filter(row -> isNamed(order.supplier(), row.id(), row.name()))
        .toList();
  }

  private List<CatalogOutlet> findOutlets(PurchaseOrder order, CatalogLookup lookup, Mirror mirror)
      throws InterruptedException {
    List<CatalogOutlet> known = database.read(tx -> catalog.outlets(tx, order.outlet()));
    if (!known.isEmpty()) {
      return known;
    }
    List<CatalogOutlet> all = lookup.outlets();
    save(mirror, tx -> catalog.upsertOutlets(tx, all));
    return all.stream()
        .filter(row -> row.deletedAt() == null)
        .filter(row -> isNamed(order.outlet(), row.id(), row.name()))
        .toList();
  }

  private static boolean isNamed(String written, String id, String name) {
    return written.equals(id) || written.equals(name);
  }

  private Map<String, List<CatalogProduct>> findProducts(
      List<LineItem> lines, CatalogLookup lookup, Mirror mirror) throws InterruptedException {
    List<String> skus = lines.stream().map(LineItem::sku).distinct().toList();
    Map<String, List<CatalogProduct>> found =
        new LinkedHashMap<>(database.read(tx -> mirrored(tx, skus)));
    List<String> missing = skus.stream().filter(sku -> !found.containsKey(sku)).toList();
    if (!missing.isEmpty()) {
      List<CatalogProduct> fetched = lookup.products(missing);
      save(mirror, tx -> catalog.upsertProducts(tx, fetched));
      for (CatalogProduct product : fetched) {
        found.merge(
            product.sku(),
            List.of(product),
            (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
      }
    }
    return found;
  }

  /// A person's mapping of a SKU counts more than a product that has it.
  private Map<String, List<CatalogProduct>> mirrored(Handle tx, List<String> skus) {
    Map<String, List<CatalogProduct>> found = new LinkedHashMap<>(catalog.productsBySku(tx, skus));
    mappings
        .productsFor(tx, skus)
        .forEach(
            (sku, productId) ->
                catalog
                    .productById(tx, productId)
                    .ifPresent(product -> found.put(sku, List.of(product))));
    return found;
  }

  private void save(Mirror mirror, HandleConsumer<RuntimeException> rows) {
    if (mirror == Mirror.UPDATE) {
      database.useTransaction(rows);
    }
  }

  private <T> void requireOne(
      String what,
      String written,
      List<T> found,
      Function<T, String> id,
      List<SyncProblem> problems) {
    if (found.isEmpty()) {
      problems.add(
          SyncProblem.ofOrder(
              "The " + what + " \"" + written + "\" is not in Lightspeed.",
              database.read(tx -> nearNames(tx, what, written))));
    } else if (found.size() > 1) {
      problems.add(
          SyncProblem.ofOrder(
              "Lightspeed has "
                  + found.size()
                  + " "
                  + what
                  + "s called \""
                  + written
                  + "\"; write the id of the right one instead of the name.",
              found.stream().map(id).toList()));
    }
  }

  private List<String> nearNames(Handle tx, String what, String written) {
    return what.equals("supplier")
        ? nearMatches.suppliers(tx, written)
        : nearMatches.outlets(tx, written);
  }

  private List<SyncProblem> unknownSkus(List<LineItem> unknown) {
    if (unknown.isEmpty()) {
      return List.of();
    }
    List<String> skus = unknown.stream().map(LineItem::sku).distinct().toList();
    Map<String, List<Suggestion>> near = database.read(tx -> nearMatches.products(tx, skus));
    return unknown.stream()
        .map(
            line ->
                new SyncProblem(
                    line.number(),
                    line.sku(),
                    "no product in Lightspeed has this SKU.",
                    near.getOrDefault(line.sku(), List.of()).stream()
                        .map(Suggestion::sku)
                        .toList()))
        .toList();
  }
}
