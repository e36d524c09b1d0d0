package lightspeed.console.work;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.history.CappedCounts;
import lightspeed.history.FailedOrders;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.sync.SyncService;

/// The sync of all orders, and the one of a single order by hand.
///
/// **Threads:** safe.
public final class SyncPages implements Feature {
  private static final int SHOWN = 50;
  private static final int BATCH = 100;

  /// Queued at once; for more the same is asked for again.
  private static final int MOST = 10_000;

  private final Pages pages;
  private final Parts parts;

  /// What these pages call.
  public record Parts(
      PurchaseOrderService orders, SyncService sync, CappedCounts counts, FailedOrders failed) {}

  public SyncPages(Pages pages, Parts parts) {
    this.pages = pages;
    this.parts = parts;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/sync", Right.READ, this::show);
    pages.page(config, "/sync/manual", Right.OPERATE, this::manual);
    pages.change(config, "/sync/manual", Right.OPERATE, _ -> "/sync/manual", this::syncOne);
    pages.change(config, "/sync/pending", Right.OPERATE, _ -> "/sync", this::syncAll);
    pages.change(config, "/sync/retry", Right.OPERATE, _ -> "/sync", this::retry);
  }

  private void show(Context ctx) {
    pages.write(ctx, "console/work/sync.jte", page(ctx, "Sync", "sync"));
  }

  private void manual(Context ctx) {
    pages.write(ctx, "console/work/manual.jte", page(ctx, "Manual Sync", "manual"));
  }

  private SyncPage page(Context ctx, String title, String section) {
    return new SyncPage(
        pages.frame(ctx, title, section),
        parts.counts().bySyncStatus(),
        parts.sync().pending(SHOWN),
        with(SyncStatus.SYNCING),
        parts.failed().byReason());
  }

  private List<PurchaseOrder> with(SyncStatus status) {
    var filter = new OrderFilter(null, status, null, null, null, null);
    return parts.orders().list(filter, null, SHOWN).orders();
  }

  private Done syncOne(Context ctx, Person person) {
    var priority = Asked.constant(Asked.field(ctx, "priority"), Priority.class);
    var asked = Asked.field(ctx, "id");
    if (asked.isEmpty()) {
      throw new IllegalArgumentException("Which order? Type its number.");
    }
    var words =
        switch (parts.sync().request(asked, priority == null ? Priority.HIGH : priority)) {
          case SyncService.Request.Queued(var order, var job, var isNew) ->
              new Done(
                  Show.order(order.publicId()),
                  isNew
                      ? order.publicId() + " is on its way, as " + job + "."
                      : order.publicId() + " was on its way already, as " + job + ".");
          case SyncService.Request.AlreadySent(var order) ->
              new Done(
                  Show.order(order.publicId()), order.publicId() + " is in Lightspeed already.");
        };
    return words;
  }

  private Done syncAll(Context ctx, Person person) {
    var done = parts.sync().requestPending(BATCH, MOST);
    int jobs = done.jobs().size();
    int sent = done.sentAlready().size();
    return new Done(
        "/sync",
        (jobs == 0 ? "No approved order waits." : Show.count(jobs, "order") + " on the way.")
            + (sent == 0 ? "" : " " + Show.count(sent, "order") + " had been sent already."));
  }

  private Done retry(Context ctx, Person person) {
    var key = Asked.field(ctx, "reason");
    var reason =
        parts.failed().byReason().stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new NothingThere("No order has failed for this reason any more."));
    int queued = 0;
    int sent = 0;
    int refused = 0;
    for (var id : reason.orders()) {
      try {
        switch (parts.sync().retry(id)) {
          case SyncService.Request.Queued _ -> queued++;
          case SyncService.Request.AlreadySent _ -> sent++;
        }
      } catch (PurchaseOrderException e) {
        refused++;
      }
    }
    return new Done(
        "/sync",
        Show.count(queued, "order")
            + " on the way again."
            + (sent == 0 ? "" : " " + Show.count(sent, "order") + " had been sent already.")
            + (refused == 0 ? "" : " " + refused + " cannot be sent as they are now."));
  }
}
