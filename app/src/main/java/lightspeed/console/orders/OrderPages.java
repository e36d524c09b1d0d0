package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Frame;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.history.TimelineKind;
import lightspeed.history.TimelinePage;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.server.Feature;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;

/// The list of orders and the pages of one order, as far as they only show something.
///
/// **Threads:** safe.
public final class OrderPages implements Feature {
  static final String SECTION = "orders";

  private static final int ORDERS_ON_A_PAGE = 50;
  private static final int ENTRIES_ON_A_PAGE = 60;

  private final Pages pages;
  private final OrderServices services;

  public OrderPages(Pages pages, OrderServices services) {
    this.pages = pages;
    this.services = services;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/orders", Right.READ, this::list);
    pages.page(config, "/orders/export.csv", Right.READ, this::export);
    pages.page(config, "/order", Right.READ, this::show);
    pages.page(config, "/order/print", Right.READ, this::print);
    pages.page(config, "/order/plan", Right.OPERATE, this::plan);
    pages.page(config, "/order/timeline", Right.READ, this::older);
    pages.page(config, "/order/timeline/body", Right.READ, this::body);
  }

  private void list(Context ctx) {
    var filter = OrderQuery.filter(ctx);
    pages.write(
        ctx,
        "console/orders/list.jte",
        new OrderListPage(
            pages.frame(ctx, "Purchase orders", SECTION),
            filter,
            services.orders().list(filter, OrderQuery.after(ctx), ORDERS_ON_A_PAGE),
            services.counts().bySyncStatus(),
            services.partners().suppliers(),
            services.partners().outlets()));
  }

  /// As it is read from the database, so that any number needs little memory.
  private void export(Context ctx) throws Exception {
    ctx.contentType("text/csv; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"purchase-orders.csv\"");
    var out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8);
    services.exports().write(OrderQuery.filter(ctx), out);
    out.flush();
  }

  private void show(Context ctx) {
    var found = asked(ctx);
    pages.write(ctx, "console/orders/order.jte", view(frame(ctx, found), found, null));
  }

  private void print(Context ctx) {
    var found = asked(ctx);
    pages.write(ctx, "console/orders/print.jte", view(frame(ctx, found), found, null));
  }

  private void older(Context ctx) {
    var found = asked(ctx);
    var view = view(frame(ctx, found), found, position(ctx));
    pages.write(
        ctx, isPart(ctx) ? "console/orders/timeline.jte" : "console/orders/order.jte", view);
  }

  private void plan(Context ctx) throws InterruptedException {
    var found = asked(ctx);
    pages.write(
        ctx,
        "console/orders/plan.jte",
        new PlanPage(
            pages.frame(ctx, "Plan of " + found.order().publicId(), SECTION),
            found.order(),
            services.sync().plan(found.order().id().value())));
  }

  private void body(Context ctx) {
    var found = asked(ctx);
    var kind = Asked.one(ctx, "kind", TimelineKind.class);
    var entry = Asked.number(ctx, "entry");
    if (kind == null || entry == null) {
      throw new NothingThere("There is no such entry.");
    }
    var text =
        services
            .timeline()
            .body(found.order(), kind, entry)
            .orElseThrow(() -> new NothingThere("Nothing is kept of this any more."));
    if (isPart(ctx)) {
      pages.write(ctx, "console/orders/body.jte", text);
    } else {
      pages.write(
          ctx,
          "console/orders/bodypage.jte",
          new BodyPage(frame(ctx, found), found.order().publicId(), text));
    }
  }

  /// Scripts ask for a part of a page; without them the whole page is needed.
  private static boolean isPart(Context ctx) {
    return ctx.header("HX-Request") != null;
  }

  private OrderView view(
      Frame frame, OrderWithLines found, TimelinePage.@Nullable Position before) {
    var order = found.order();
    var report = services.sync().report(order.id().value());
    return new OrderView(
        frame,
        order,
        found.lines(),
        services.receipts().of(found),
        order.hasConsignment() ? services.drift().known(order) : List.of(),
        services.sync().isStoppedByReference(order.id()) && !order.hasConsignment()
            ? services.register().withReference(order.publicId())
            : List.of(),
        report.numberTaken(),
        report.nextAttemptAt(),
        services.timeline().page(order, before, ENTRIES_ON_A_PAGE));
  }

  private Frame frame(Context ctx, OrderWithLines found) {
    return pages.frame(ctx, found.order().publicId(), SECTION);
  }

  private OrderWithLines asked(Context ctx) {
    var id = Asked.text(ctx, "id");
    if (id == null) {
      throw new NothingThere("The address names no order.");
    }
    return services.orders().get(id);
  }

  private static TimelinePage.@Nullable Position position(Context ctx) {
    var at = Asked.moment(ctx, "at");
    var kind = Asked.one(ctx, "kind", TimelineKind.class);
    var entry = Asked.number(ctx, "entry");
    return at == null || kind == null || entry == null
        ? null
        : new TimelinePage.Position(at, kind, entry);
  }
}
