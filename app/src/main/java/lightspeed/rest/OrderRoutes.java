package lightspeed.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.job.JobId;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.Approval;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.OrderPage;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;
import lightspeed.sync.CancelService;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SyncService;
import org.jspecify.annotations.Nullable;

/// Purchase orders and their way to Lightspeed.
final class OrderRoutes {
  private static final String ORDERS = Api.ROOT + "/purchase-orders";
  static final String ORDER = ORDERS + "/{id}";

  private final ApiServices services;

  OrderRoutes(ApiServices services) {
    this.services = services;
  }

  void addTo(ApiRoutes routes) {
    routes.get(ORDERS, this::list, Right.READ);
    routes.post(ORDERS, this::create, Right.EDIT_ORDERS);
    routes.get(ORDER, this::show, Right.READ);
    routes.put(ORDER, this::replace, Right.EDIT_ORDERS);
    routes.post(ORDER + "/approve", this::approve, Right.APPROVE);
    routes.post(ORDER + "/cancel", this::cancel, Right.APPROVE);
    routes.post(ORDER + "/reopen", this::reopen, Right.APPROVE);
    routes.get(ORDER + "/deliveries", this::deliveries, Right.READ);
    routes.get(ORDER + "/plan", this::plan, Right.READ);
    routes.get(ORDER + "/sync", this::status, Right.READ);
    routes.post(ORDER + "/sync", this::sync, Right.OPERATE);
  }

  private void list(Context context) {
    var asked =
        new Parameters(
            context,
            "state",
            "sync_status",
            "supplier",
            "outlet",
            "search",
            "since",
            "cursor",
            "limit");
    var filter =
        new OrderFilter(
            asked.word("state", OrderState.class).orElse(null),
            asked.word("sync_status", SyncStatus.class).orElse(null),
            asked.text("supplier").orElse(null),
            asked.text("outlet").orElse(null),
            asked.text("search").orElse(null),
            asked.time("since").orElse(null));
    OrderPage.@Nullable Position after = asked.text("cursor").map(Cursor::order).orElse(null);
    var page = services.orders().list(filter, after, asked.limit());
    var next = page.next();
    Api.page(
        context,
        "orders",
        page.orders().stream().map(OrderView::of).toList(),
        next == null ? null : Cursor.of(next));
  }

  private void create(Context context) throws IOException {
    var body = RequestBody.read(context, OrderBody.class);
    var draft = body.draft(services.orders()::zoneOf);
    var actor = SignedIn.token(context).actor();
    var clientId = body.clientId();
    if (clientId == null) {
      answerCreated(context, 201, services.orders().create(body.publicId(), draft, actor));
      return;
    }
    var created = services.orders().createOnce(clientId, body.publicId(), draft, actor);
    answerCreated(context, created.isNew() ? 201 : 200, created.order());
  }

  private void show(Context context) {
    answer(context, 200, services.orders().get(id(context)));
  }

  private void deliveries(Context context) {
    var order = services.orders().get(id(context));
    Api.json(context, 200, DeliveriesView.of(order.order(), services.receipts().of(order)));
  }

  private void replace(Context context) throws IOException {
    var body = RequestBody.read(context, OrderBody.class);
    if (body.clientId() != null || body.publicId() != null) {
      throw new Refused(
          422, "invalid_input", "client_id and public_id of an order cannot be changed.");
    }
    answer(
        context,
        200,
        services
            .orders()
            .replace(
                id(context),
                body.draft(services.orders()::zoneOf),
                seen(context),
                SignedIn.token(context).actor()));
  }

  private void approve(Context context) {
    switch (services
        .orders()
        .approve(id(context), seen(context), SignedIn.token(context).actor())) {
      case Approval.Approved approved -> answer(context, 200, approved.order(), approved.job());
      case Approval.AlreadyApproved already -> answer(context, 200, already.order(), null);
    }
  }

  private void cancel(Context context) {
    services.handledQueue();
    switch (services
        .cancelling()
        .request(id(context), seen(context), SignedIn.token(context).actor())) {
      case CancelService.Request.Cancelled cancelled ->
          answer(context, cancelled.order(), cancelled.warning());
      case CancelService.Request.AlreadyCancelled already ->
          answer(context, 200, already.order(), null);
      case CancelService.Request.Queued queued ->
          answer(context, 202, queued.order(), queued.job());
      case CancelService.Request.Running running -> {
        context.header("Retry-After", "1");
        throw new Refused(
            409,
            "busy",
            running.job() + " is at work on the order and was asked to stop; ask again.");
      }
    }
  }

  private void reopen(Context context) throws InterruptedException {
    services.handledQueue();
    switch (services
        .reopening()
        .reopen(id(context), seen(context), SignedIn.token(context).actor())) {
      case ReopenService.Request.Reopened reopened -> answer(context, 200, reopened.order(), null);
      case ReopenService.Request.AlreadyDraft already ->
          answer(context, 200, already.order(), null);
      case ReopenService.Request.Closing closing ->
          answer(context, 202, closing.order(), closing.job());
    }
  }

  private void plan(Context context) throws InterruptedException {
    Api.json(context, 200, PlanView.of(services.sync().plan(id(context))));
  }

  private void sync(Context context) {
    switch (services.sync().request(id(context), Priority.NORMAL)) {
      case SyncService.Request.AlreadySent sent -> answer(context, 200, sent.order(), null);
      case SyncService.Request.Queued queued -> answer(context, 202, queued.order(), queued.job());
    }
  }

  private void status(Context context) {
    var report = services.sync().report(id(context));
    Api.json(context, 200, SyncView.of(report, services.standings().of(report)));
  }

  /// In a path a slash ends a part, so the slash of an id is written as `~`, which no id has.
  static String id(Context context) {
    return context.pathParam("id").replace('~', '/');
  }

  /// The version that the program saw, from `If-Match`; null when it does not say.
  private static @Nullable Integer seen(Context context) {
    var header = context.header("If-Match");
    if (header == null || header.equals("*")) {
      return null;
    }
    if (!header.matches("\"[0-9]{1,9}\"")) {
      throw new Refused(
          400, "invalid_header", "If-Match is the ETag of the order as it was read, or *.");
    }
    return Integer.valueOf(header.substring(1, header.length() - 1));
  }

  private void answerCreated(Context context, int status, OrderWithLines order) {
    tag(context, order);
    Api.json(context, status, OrderView.of(order, services.orders().warnings(order.order())));
  }

  private static void answer(Context context, int status, OrderWithLines order) {
    tag(context, order);
    Api.json(context, status, OrderView.of(order));
  }

  private static void tag(Context context, OrderWithLines order) {
    context.header("ETag", "\"" + order.order().lockVersion() + "\"");
  }

  /// An order with which nothing is left to do, and what a person should know, if anything.
  private static void answer(Context context, PurchaseOrder order, @Nullable String warning) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("order", OrderView.of(order, warning == null ? null : List.of(warning)));
    document.put("job", null);
    Api.json(context, 200, document);
  }

  /// An order and the job that goes on with it, if any.
  static void answer(Context context, int status, PurchaseOrder order, @Nullable JobId job) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("order", OrderView.of(order));
    document.put("job", job == null ? null : job.toString());
    Api.json(context, status, document);
  }
}
