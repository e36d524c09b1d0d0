package lightspeed.sync;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lightspeed.catalog.CatalogCounts;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Pages;
import lightspeed.xseries.XSeriesClient;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Refreshes the mirror of suppliers, outlets and products: only what changed since the last pull.
/// Each page is saved together with the cursor, so an interrupted pull goes on where it stopped.
public final class PullCatalog {
  private final Database database;
  private final CatalogStore catalog;
  private final XSeriesClient client;

  public PullCatalog(Database database, CatalogStore catalog, XSeriesClient client) {
    this.database = database;
    this.catalog = catalog;
    this.client = client;
  }

  /// How many rows were new or changed.
  public record Pulled(int suppliers, int outlets, int products) {}

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
    return new Pulled(
        pullList(
            "suppliers",
            fromStart,
            after -> client.suppliers(caller, after),
            CatalogRows::supplier,
            catalog::upsertSuppliers,
            progress),
        pullList(
            "outlets",
            fromStart,
            after -> client.outlets(caller, after),
            CatalogRows::outlet,
            catalog::upsertOutlets,
            progress),
        pullList(
            "products",
            fromStart,
            after -> client.products(caller, after),
            CatalogRows::product,
            catalog::upsertProducts,
            progress));
  }

  private <W, R> int pullList(
      String name,
      boolean fromStart,
      Pages.Source<W> fetch,
      Function<W, R> as,
      Save<R> save,
      Progress progress)
      throws InterruptedException {
    long after = fromStart ? 0 : database.read(tx -> catalog.cursor(tx, name).orElse(0L));
    AtomicInteger total = new AtomicInteger();
    Pages.walk(
        name,
        after,
        fetch,
        page -> {
          database.useTransaction(
              tx -> {
                save.rows(tx, page.items().stream().map(as).toList());
                saveCursor(tx, name, page.maxVersion());
              });
          total.addAndGet(page.items().size());
          progress.pulled(name, total.get());
        });
    return total.get();
  }

  private void saveCursor(Handle tx, String name, @Nullable Long version) {
    if (version != null) {
      catalog.saveCursor(tx, name, version);
    }
  }

  @FunctionalInterface
  private interface Save<R> {
    void rows(Handle tx, List<R> rows);
  }
}
