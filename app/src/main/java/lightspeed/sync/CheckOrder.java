package lightspeed.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lightspeed.catalog.CatalogOutlet;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.CatalogSupplier;
import lightspeed.catalog.Named;
import lightspeed.catalog.NearMatches;
import lightspeed.catalog.NearMatches.Suggestion;
import lightspeed.catalog.Unlike;
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
  private final FindProducts findProducts;
  private final JournalHistory history = new JournalHistory();

  CheckOrder(Database database, CatalogStore catalog) {
    this.database = database;
    this.catalog = catalog;
    this.findProducts = new FindProducts(database, catalog);
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
    List<String> skus = order.lines().stream().map(LineItem::sku).distinct().toList();
    Mirrored known = database.read(tx -> mirrored(tx, order, skus));
    List<CatalogSupplier> suppliers = findSuppliers(header, known.suppliers(), lookup, mirror);
    List<CatalogOutlet> outlets = findOutlets(header, known.outlets(), lookup, mirror);
    requireOne("supplier", header.supplier(), suppliers, CatalogSupplier::id, problems);
    requireOne("outlet", header.outlet(), outlets, CatalogOutlet::id, problems);
    if (order.lines().isEmpty()) {
      problems.add(SyncProblem.ofOrder("The order has no lines.", List.of()));
    }
    FindProducts.Found products = findProducts.complete(known.products(), skus, lookup, mirror);
    MergedLines merged = new MergedLines();
    Map<Integer, String> productOfLine = new LinkedHashMap<>();
    List<LineItem> unknown = new ArrayList<>();
    for (LineItem line : order.lines()) {
      List<CatalogProduct> candidates = products.candidates(line.sku());
      Optional<CatalogProduct> chosen = Optional.empty();
      if (known.announced().has(line)) {
        chosen = known.announced().keep(line, candidates, problems);
      } else if (!candidates.isEmpty()) {
        chosen = OrderableProduct.choose(line, candidates, problems);
      } else if (products.mapped().containsKey(line.sku())) {
        problems.add(mappedToNothing(line, String.valueOf(products.mapped().get(line.sku()))));
      } else {
        unknown.add(line);
      }
      chosen.ifPresent(
          product -> {
            productOfLine.put(line.number(), product.id());
            merged.add(line, product, problems);
          });
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

  /// What the mirror knows of the order, read in one transaction.
  private record Mirrored(
      List<CatalogSupplier> suppliers,
      List<CatalogOutlet> outlets,
      FindProducts.Found products,
      AnnouncedLines announced) {}

  private Mirrored mirrored(Handle tx, OrderWithLines order, List<String> skus) {
    return new Mirrored(
        catalog.suppliers(tx, order.order().supplier()),
        catalog.outlets(tx, order.order().outlet()),
        findProducts.mirrored(tx, skus),
        AnnouncedLines.read(tx, order, history, catalog));
  }

  private List<CatalogSupplier> findSuppliers(
      PurchaseOrder order, List<CatalogSupplier> known, CatalogLookup lookup, Mirror mirror)
      throws InterruptedException {
    if (known.size() == 1) {
      return known;
    }
    List<CatalogSupplier> all = lookup.suppliers();
    save(mirror, tx -> catalog.suppliersAre(tx, all));
    return Named.suppliers(
        order.supplier(), all.stream().filter(row -> row.deletedAt() == null).toList());
  }

  private List<CatalogOutlet> findOutlets(
      PurchaseOrder order, List<CatalogOutlet> known, CatalogLookup lookup, Mirror mirror)
      throws InterruptedException {
    if (known.size() == 1) {
      return known;
    }
    List<CatalogOutlet> all = lookup.outlets();
    save(mirror, tx -> catalog.upsertOutlets(tx, all));
    return Named.outlets(
        order.outlet(), all.stream().filter(row -> row.deletedAt() == null).toList());
  }

  private static SyncProblem mappedToNothing(LineItem line, String product) {
    return new SyncProblem(
        line.number(),
        line.sku(),
        "the SKU is mapped to product "
            + product
            + ", which Lightspeed does not have; map it to another product, or remove the mapping.",
        List.of());
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
      List<String> near = database.read(tx -> nearNames(tx, what, written));
      String alike =
          near.stream()
              .filter(name -> !Unlike.words(written, name).isEmpty())
              .map(name -> " \"" + name + "\" " + Unlike.words(written, name) + ".")
              .collect(Collectors.joining());
      problems.add(
          SyncProblem.ofOrder(
              "The " + what + " \"" + written + "\" is not in Lightspeed." + alike, near));
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
        .map(line -> unknownSku(line, near.getOrDefault(line.sku(), List.of())))
        .toList();
  }

  private static SyncProblem unknownSku(LineItem line, List<Suggestion> near) {
    List<String> skus = near.stream().map(Suggestion::sku).toList();
    String alike =
        skus.stream()
            .filter(sku -> !Unlike.words(line.sku(), sku).isEmpty())
            .map(sku -> " \"" + sku + "\" " + Unlike.words(line.sku(), sku) + ".")
            .collect(Collectors.joining());
    return new SyncProblem(
        line.number(), line.sku(), "no product in Lightspeed has this SKU." + alike, skus);
  }
}
