package lightspeed.console.work;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.console.Pages;
import lightspeed.doctor.HealthChecks;
import lightspeed.history.CappedCounts;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.server.Feature;
import lightspeed.signin.Right;
import lightspeed.webhook.Deliveries;
import lightspeed.xseries.CallBudget;

/// The first page.
///
/// **Threads:** safe.
public final class OverviewPages implements Feature {
  private static final int FAILED_SHOWN = 5;
  private static final int DELIVERIES_SHOWN = 5;

  private final Pages pages;
  private final Parts parts;
  private final LastLook health;

  /// What this page calls.
  public record Parts(
      HealthChecks health,
      JobQueue queue,
      PurchaseOrderService orders,
      CappedCounts counts,
      Supplier<CallBudget.State> budget,
      Deliveries deliveries) {}

  public OverviewPages(Pages pages, Parts parts, InstantSource clock) {
    this.pages = pages;
    this.parts = parts;
    this.health = new LastLook(parts.health(), clock);
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/", Right.READ, this::show);
  }

  private void show(Context ctx) throws InterruptedException {
    pages.write(
        ctx,
        "console/work/overview.jte",
        new OverviewPage(
            pages.frame(ctx, "Overview", "overview"),
            health.results(),
            parts.queue().glance(),
            parts.counts().bySyncStatus(),
            parts.budget().get(),
            failed(),
            parts.deliveries().list(null, DELIVERIES_SHOWN)));
  }

  private List<PurchaseOrder> failed() {
    var filter = new OrderFilter(null, SyncStatus.FAILED, null, null, null, null);
    return parts.orders().list(filter, null, FAILED_SHOWN).orders();
  }
}
