package lightspeed.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import lightspeed.catalog.CatalogCounts;
import lightspeed.catalog.CatalogList;
import lightspeed.catalog.CatalogLooks;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogRow;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.OddRow;
import lightspeed.catalog.OddRows;
import lightspeed.catalog.SkuMappings;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Page;
import lightspeed.xseries.Pages;
import lightspeed.xseries.XSeriesClient;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Refreshes the mirror of suppliers, outlets and products: only what changed since the last pull.
/// Each page is saved together with the cursor, so an interrupted pull goes on where it stopped. At
/// the end it shows the orders that were sent while a SKU of theirs came to mean another product.
///
/// **Threads:** safe; two pulls at once write the same rows twice.
public final class PullCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(PullCatalog.class);

  private final SkuMappings mappings = new SkuMappings();
  private final Database database;
  private final CatalogStore catalog;
  private final CatalogLooks looks = new CatalogLooks();
  private final OddRows oddRows = new OddRows();
  private final XSeriesClient client;
  private final JobQueue queue;
  private final ShowMovedSkus showMovedSkus;

  public PullCatalog(
      Database database, CatalogStore catalog, XSeriesClient client, JobQueue queue) {
    this.database = database;
    this.catalog = catalog;
    this.client = client;
    this.queue = queue;
    this.showMovedSkus = new ShowMovedSkus(queue);
  }

  /// What a pull found.
  ///
  /// @param suppliers how many were new or changed
  /// @param outlets the same
  /// @param products the same
  /// @param moved SKUs that stand for another product since the last pull
  /// @param odd rows that were skipped or changed to fit, also known ones
  public record Pulled(
      int suppliers, int outlets, int products, List<MovedSku> moved, List<OddRow> odd) {
    public Pulled {
      moved = List.copyOf(moved);
      odd = List.copyOf(odd);
    }

    private Pulled plus(Pulled other) {
      return new Pulled(
          suppliers + other.suppliers,
          outlets + other.outlets,
          products + other.products,
          Stream.concat(moved.stream(), other.moved.stream()).toList(),
          Stream.concat(odd.stream(), other.odd.stream()).toList());
    }
  }

  /// Hears of each page.
  @FunctionalInterface
  public interface Progress {
    void pulled(String what, int soFar);

    /// Comes before the first page when everything is read again.
    ///
    /// @param known how many the mirror has
    default void begins(String what, long known) {}
  }

  /// Pulls what changed.
  ///
  /// @param fromStart read everything again instead of only the changes
  public Pulled pull(Caller caller, boolean fromStart, Progress progress)
      throws InterruptedException {
    if (fromStart) {
      CatalogCounts known = database.read(catalog::counts);
      progress.begins("suppliers", known.suppliers());
      progress.begins("outlets", known.outlets());
      progress.begins("products", known.products());
    }
    Pulled all = new Pulled(0, 0, 0, List.of(), List.of());
    for (CatalogList list : CatalogList.values()) {
      all = all.plus(pull(caller, list, fromStart, progress));
    }
    return all;
  }

  /// Pulls what changed in one list.
  Pulled pullChanged(Caller caller, CatalogList list) throws InterruptedException {
    return pull(caller, list, false, (what, soFar) -> {});
  }

  private Pulled pull(Caller caller, CatalogList list, boolean fromStart, Progress progress)
      throws InterruptedException {
    CatalogRows rows = new CatalogRows(list);
    SkuMoves moves = new SkuMoves(catalog);
    int count =
        switch (list) {
          case SUPPLIERS ->
              new Walk<>(list, rows, rows::supplier, catalog::upsertSuppliers)
                  .read(after -> client.suppliers(caller, after), fromStart, progress);
          case OUTLETS ->
              new Walk<>(list, rows, rows::outlet, catalog::upsertOutlets)
                  .read(after -> client.outlets(caller, after), fromStart, progress);
          case PRODUCTS ->
              new Walk<>(list, rows, rows::product, (tx, page) -> saveProducts(tx, page, moves))
                  .read(after -> client.products(caller, after), fromStart, progress);
        };
    List<MovedSku> moved = database.read(moves::after);
    moved.forEach(
        sku -> LOG.warn("sku={} moved from product={} to {}", sku.sku(), sku.before(), sku.now()));
    return new Pulled(
        list == CatalogList.SUPPLIERS ? count : 0,
        list == CatalogList.OUTLETS ? count : 0,
        list == CatalogList.PRODUCTS ? count : 0,
        moved,
        rows.odd());
  }

  private void saveProducts(Handle tx, List<CatalogProduct> page, SkuMoves moves) {
    moves.before(tx, page);
    catalog.upsertProducts(tx, page);
  }

  @FunctionalInterface
  private interface Save<R> {
    void rows(Handle tx, List<R> rows);
  }

  /// One list, read from where the last look left off to its end.
  private final class Walk<W, R extends CatalogRow> {
    private final CatalogList list;
    private final CatalogRows rows;
    private final Function<W, Optional<R>> as;
    private final Save<R> save;
    private final Set<String> knownAsOdd;
    private int newOrChanged;
    private int oddSoFar;

    Walk(CatalogList list, CatalogRows rows, Function<W, Optional<R>> as, Save<R> save) {
      this.list = list;
      this.rows = rows;
      this.as = as;
      this.save = save;
      this.knownAsOdd = database.read(tx -> oddRows.ids(tx, list));
    }

    int read(Pages.Source<W> fetch, boolean fromStart, Progress progress)
        throws InterruptedException {
      Instant began = database.read(looks::now);
      long known = database.read(tx -> catalog.cursor(tx, list.cursor()).orElse(0L));
      long after = fromStart ? 0 : database.read(tx -> looks.start(tx, list).orElse(0L));
      Pages.walk(
          list.cursor(),
          after,
          fetch,
          page -> {
            take(page, fromStart ? -1 : known);
            progress.pulled(list.cursor(), newOrChanged);
          });
      database.useTransaction(tx -> end(tx, began));
      queue.signal();
      return newOrChanged;
    }

    private void take(Page<W> page, long known) {
      List<R> taken = rows.of(page, as);
      List<OddRow> odd = rows.odd().subList(oddSoFar, rows.odd().size());
      oddSoFar += odd.size();
      List<OddRow> news =
          database.inTransaction(
              tx -> {
                save.rows(tx, taken);
                Long cursor = page.maxVersion();
                if (cursor != null) {
                  catalog.saveCursor(tx, list.cursor(), cursor);
                }
                forgetHealed(tx, taken, odd);
                return oddRows.note(tx, list, odd);
              });
      news.forEach(row -> LOG.warn("list={} odd row: {}", list.cursor(), row.sentence()));
      newOrChanged += (int) taken.stream().filter(row -> row.version() > known).count();
    }

    private void forgetHealed(Handle tx, List<R> taken, List<OddRow> odd) {
      for (R row : taken) {
        if (knownAsOdd.contains(row.id())
            && odd.stream().noneMatch(other -> other.id().equals(row.id()))) {
          oddRows.forget(tx, list, row.id());
        }
      }
    }

    private void end(Handle tx, Instant began) {
      if (list == CatalogList.PRODUCTS) {
        mappings.comeBack(tx);
        showMovedSkus.show(tx);
      }
      looks.ended(tx, list, began, catalog.cursor(tx, list.cursor()).orElse(0L));
    }
  }
}
