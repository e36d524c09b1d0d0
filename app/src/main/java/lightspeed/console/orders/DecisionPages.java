package lightspeed.console.orders;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.drift.SettleShown;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.sync.SyncService;
import lightspeed.xseries.ConsignmentId;
import org.jspecify.annotations.Nullable;

/// Where an order stops in front of a person. Each page reads Lightspeed and shows what there is;
/// its forms hand back what was shown, and nothing is done when that has changed.
///
/// **Threads:** safe.
public final class DecisionPages implements Feature {
  private final Pages pages;
  private final OrderServices services;

  public DecisionPages(Pages pages, OrderServices services) {
    this.pages = pages;
    this.services = services;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/order/differences", Right.OPERATE, this::differences);
    settling(config, "/order/take-remote", this::takeRemote);
    settling(config, "/order/push-local", this::pushLocal);
    settling(config, "/order/ignore", this::ignore);
    pages.page(config, "/order/adopt", Right.OPERATE, this::adoption);
    pages.change(config, "/order/adopt", Right.OPERATE, DecisionPages::adoptPage, this::adopt);
    pages.page(config, "/order/beside", Right.OPERATE, this::besides);
    pages.change(config, "/order/beside", Right.OPERATE, OrderChanges::orderPage, this::sendBeside);
  }

  /// What is refused because of something else there leads to what is there now.
  private void settling(JavalinConfig config, String path, Pages.Change change) {
    pages.change(
        config,
        path,
        Right.OPERATE,
        ctx -> "/order/differences?id=" + Show.part(Asked.field(ctx, "id")),
        change);
  }

  private void differences(Context ctx) throws InterruptedException {
    var id = order(ctx);
    services.installation().requireItsStore();
    var report = services.settling().look(id);
    pages.write(
        ctx,
        "console/orders/differences.jte",
        new DifferencesPage(
            pages.frame(ctx, report.order().publicId() + " and Lightspeed", OrderPages.SECTION),
            report));
  }

  private Done takeRemote(Context ctx, Person person) throws InterruptedException {
    var report = settle(ctx, person, SettleShown.Choice.TAKE_REMOTE).report();
    int left = report == null ? 0 : report.open().size();
    return new Done(
        OrderChanges.orderPage(ctx),
        left == 0
            ? "The order is now what Lightspeed has."
            : "Taken over; " + Show.count(left, "difference") + " cannot be.");
  }

  private Done pushLocal(Context ctx, Person person) throws InterruptedException {
    var job = settle(ctx, person, SettleShown.Choice.PUSH_LOCAL).job();
    return new Done(
        OrderChanges.orderPage(ctx),
        "Lightspeed will be made what the order says, by " + job + ".");
  }

  private Done ignore(Context ctx, Person person) throws InterruptedException {
    var _ = settle(ctx, person, SettleShown.Choice.IGNORE);
    return new Done(
        OrderChanges.orderPage(ctx), "These differences are not shown until they change.");
  }

  private SettleShown.Settled settle(Context ctx, Person person, SettleShown.Choice choice)
      throws InterruptedException {
    services.installation().requireItsStore();
    return services
        .settling()
        .settle(Asked.field(ctx, "id"), choice, Asked.field(ctx, "shown"), person.name());
  }

  private void adoption(Context ctx) throws InterruptedException {
    var id = order(ctx);
    var consignment = consignment(Asked.text(ctx, "consignment"));
    var look = services.adopting().look(id, consignment);
    pages.write(
        ctx,
        "console/orders/adopt.jte",
        new AdoptPage(
            pages.frame(ctx, "Is it " + look.order().publicId() + "?", OrderPages.SECTION), look));
  }

  private static String adoptPage(Context ctx) {
    return "/order/adopt?id="
        + Show.part(Asked.field(ctx, "id"))
        + "&consignment="
        + Show.part(Asked.field(ctx, "consignment"));
  }

  private Done adopt(Context ctx, Person person) throws InterruptedException {
    var consignment = consignment(Asked.field(ctx, "consignment"));
    var adopted =
        services
            .adopting()
            .adopt(Asked.field(ctx, "id"), consignment, Asked.field(ctx, "shown"), person.name());
    return new Done(
        OrderChanges.orderPage(ctx),
        adopted.publicId()
            + " is consignment "
            + consignment
            + " now."
            + (adopted.state().isBeforeSending()
                ? " A worker sends it."
                : " What differs is shown here once it has been compared."));
  }

  private void besides(Context ctx) throws InterruptedException {
    var id = order(ctx);
    var look = services.beside().look(id);
    pages.write(
        ctx,
        "console/orders/beside.jte",
        new BesidePage(
            pages.frame(
                ctx, "Send " + look.order().publicId() + " beside another", OrderPages.SECTION),
            look));
  }

  private Done sendBeside(Context ctx, Person person) throws InterruptedException {
    var request =
        services.beside().send(Asked.field(ctx, "id"), Asked.fields(ctx, "beside"), person.name());
    return new Done(
        OrderChanges.orderPage(ctx),
        switch (request) {
          case SyncService.Request.Queued(var order, var job, _) ->
              order.publicId() + " is sent beside what has its number, by " + job + ".";
          case SyncService.Request.AlreadySent(var order) ->
              order.publicId() + " is in Lightspeed already.";
        });
  }

  private static String order(Context ctx) {
    var id = Asked.text(ctx, "id");
    if (id == null) {
      throw new NothingThere("The address names no order.");
    }
    return id;
  }

  private static ConsignmentId consignment(@Nullable String id) {
    try {
      return new ConsignmentId(id == null ? "" : id);
    } catch (IllegalArgumentException _) {
      throw new NothingThere("That is no consignment of Lightspeed.");
    }
  }
}
