package lightspeed.console.products;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import lightspeed.catalog.Mappings;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.UnresolvedSkus;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.sync.RefreshCatalog;

/// Products and mappings.
///
/// **Threads:** safe.
public final class ProductPages implements Feature {
  private static final int UNRESOLVED_SHOWN = 50;
  private static final int MAPPINGS_SHOWN = 200;
  private static final int PRODUCTS_SHOWN = 25;

  private final Pages pages;
  private final UnresolvedSkus unresolved;
  private final Mappings mappings;
  private final JobQueue queue;

  public ProductPages(Pages pages, UnresolvedSkus unresolved, Mappings mappings, JobQueue queue) {
    this.pages = pages;
    this.unresolved = unresolved;
    this.mappings = mappings;
    this.queue = queue;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/products", Right.READ, this::show);
    pages.change(config, "/products/refresh", Right.OPERATE, _ -> "/products", this::refresh);
    pages.change(config, "/products/map", Right.OPERATE, _ -> "/products", this::map);
    pages.change(config, "/products/unmap", Right.OPERATE, _ -> "/products", this::unmap);
  }

  private void show(Context ctx) {
    var search = Asked.text(ctx, "q");
    pages.write(
        ctx,
        "console/products/products.jte",
        new ProductPage(
            pages.frame(ctx, "Products and mappings", "products"),
            mappings.products(ProductPage.MOST_KNOWN + 1),
            unresolved.list(UNRESOLVED_SHOWN),
            mappings.list(Objects.requireNonNullElse(Asked.text(ctx, "after"), ""), MAPPINGS_SHOWN),
            Objects.requireNonNullElse(search, ""),
            Objects.requireNonNullElse(Asked.text(ctx, "sku"), ""),
            search == null ? List.of() : mappings.search(search, PRODUCTS_SHOWN)));
  }

  /// A large catalogue takes minutes, so a worker does it.
  private Done refresh(Context ctx, Person person) {
    var job = RefreshCatalog.enqueue(queue);
    return new Done(
        "/products",
        job.isNew()
            ? job.id() + " reads products, suppliers and outlets; they appear here when it is done."
            : job.id() + " does that already.");
  }

  private Done map(Context ctx, Person person) {
    var sku = Asked.field(ctx, "sku");
    var product = mappings.map(sku, Asked.field(ctx, "product"), person.name());
    return new Done(
        "/products", sku + " now stands for " + product.sku() + " (" + product.name() + ").");
  }

  private Done unmap(Context ctx, Person person) {
    var sku = Asked.field(ctx, "sku");
    return new Done(
        "/products",
        mappings.unmap(sku, person.name())
            ? sku + " stands for itself again."
            : sku + " was not mapped.");
  }
}
