package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.OrderPage;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.sync.SyncService;
import org.jspecify.annotations.Nullable;

/// What people do to many orders on the list: those they ticked, or all that pass the filter after
/// they typed a word.
///
/// **Threads:** safe.
public final class BulkChanges implements Feature {
  /// At once; for more the same is asked for again.
  private static final int MOST = 5000;

  private static final int PAGE = 500;

  private final Pages pages;
  private final OrderServices services;

  public BulkChanges(Pages pages, OrderServices services) {
    this.pages = pages;
    this.services = services;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.change(config, "/orders/approve", Right.APPROVE, BulkChanges::list, this::approve);
    pages.change(config, "/orders/sync", Right.OPERATE, BulkChanges::list, this::sync);
    pages.change(config, "/orders/approve-all", Right.APPROVE, BulkChanges::list, this::approveAll);
  }

  /// Back to the list with its filter.
  private static String list(Context ctx) {
    var query = OrderQuery.words(OrderQuery.filter(ctx));
    return query.isEmpty() ? "/orders" : "/orders?" + query;
  }

  private Done approve(Context ctx, Person person) {
    return new Done(list(ctx), approved(person, ticked(ctx)));
  }

  private Done approveAll(Context ctx, Person person) {
    if (!Asked.field(ctx, "confirm").equals("approve")) {
      throw new IllegalArgumentException(
          "Nothing was approved: type the word approve to confirm that you mean all of them.");
    }
    return new Done(list(ctx), approved(person, drafts(OrderQuery.filter(ctx))));
  }

  private String approved(Person person, List<PurchaseOrderId> ids) {
    var done = services.orders().approveAll(ids, person.name());
    var refused = done.refused();
    long before = done.approvals().size() - done.approvedNow();
    return Show.count(done.approvedNow(), "order")
        + " approved."
        + (before == 0 ? "" : " " + Show.count(before, "order") + " had been approved before.")
        + (refused.isEmpty()
            ? ""
            : " " + refused.size() + " could not be, such as: " + refused.getFirst().getMessage());
  }

  private Done sync(Context ctx, Person person) {
    int queued = 0;
    int sent = 0;
    @Nullable String refused = null;
    for (var id : ticked(ctx)) {
      try {
        switch (services.sync().request(id.value(), Priority.HIGH)) {
          case SyncService.Request.Queued _ -> queued++;
          case SyncService.Request.AlreadySent _ -> sent++;
        }
      } catch (PurchaseOrderException e) {
        refused = e.getMessage();
      }
    }
    return new Done(
        list(ctx),
        Show.count(queued, "order")
            + " on the way."
            + (sent == 0 ? "" : " " + Show.count(sent, "order") + " had been sent already.")
            + (refused == null ? "" : " Others could not be sent, such as: " + refused));
  }

  private static List<PurchaseOrderId> ticked(Context ctx) {
    var ids = Asked.fields(ctx, "order").stream().map(PurchaseOrderId::new).toList();
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("No order is ticked. Tick some, then try again.");
    }
    return ids;
  }

  private List<PurchaseOrderId> drafts(OrderFilter asked) {
    var filter =
        new OrderFilter(
            OrderState.DRAFT,
            asked.syncStatus(),
            asked.supplier(),
            asked.outlet(),
            asked.search(),
            asked.since());
    List<PurchaseOrderId> found = new ArrayList<>();
    OrderPage.@Nullable Position after = null;
    do {
      var page = services.orders().list(filter, after, PAGE);
      page.orders().stream().map(PurchaseOrder::id).forEach(found::add);
      after = page.next();
    } while (after != null && found.size() < MOST);
    return found;
  }
}
