package lightspeed.rest;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.drift.Difference;
import lightspeed.drift.Doors;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore;
import lightspeed.drift.SettleShown;
import lightspeed.signin.Right;
import lightspeed.signin.SignedIn;
import lightspeed.sync.BesideService;
import lightspeed.sync.Differing;
import lightspeed.sync.SyncService;
import org.jspecify.annotations.Nullable;

/// Where an order stops in front of a person: each look says what there is, and the decision names
/// what it was made about.
final class DecisionRoutes {
  private final ApiServices services;

  DecisionRoutes(ApiServices services) {
    this.services = services;
  }

  void addTo(ApiRoutes routes) {
    routes.get(OrderRoutes.ORDER + "/diff", this::diff, Right.OPERATE);
    routes.post(OrderRoutes.ORDER + "/diff", this::settle, Right.OPERATE);
    routes.get(OrderRoutes.ORDER + "/adopt", this::lookAtConsignment, Right.OPERATE);
    routes.post(OrderRoutes.ORDER + "/adopt", this::adopt, Right.OPERATE);
    routes.get(OrderRoutes.ORDER + "/beside", this::lookBeside, Right.OPERATE);
    routes.post(OrderRoutes.ORDER + "/beside", this::sendBeside, Right.OPERATE);
  }

  // ---- what differs ----

  private record DifferenceView(
      String item,
      @Nullable String here,
      @Nullable String there,
      Instant foundAt,
      @Nullable String ignoredBy) {
    static DifferenceView of(DriftStore.Finding finding) {
      var difference = finding.difference();
      return new DifferenceView(
          difference.item(),
          difference.here(),
          difference.there(),
          finding.foundAt(),
          finding.ignoredBy());
    }
  }

  private record DoorsView(
      List<String> takeRemote,
      List<String> pushLocal,
      @Nullable String notTaken,
      @Nullable String notPushed,
      List<String> advice) {
    static DoorsView of(Doors doors) {
      return new DoorsView(
          items(doors.taken()),
          items(doors.pushed()),
          ApiWords.ofNullable(doors.notTaken()),
          ApiWords.ofNullable(doors.notPushed()),
          doors.advice().stream().map(ApiWords::of).toList());
    }

    private static List<String> items(List<Difference> differences) {
      return differences.stream().map(Difference::item).toList();
    }
  }

  /// A choice of a person, by whatever program it comes.
  private record Choice(@Nullable String settle, @Nullable String shown) {}

  private void diff(Context context) throws InterruptedException {
    services.installation().requireItsStore();
    show(context, services.settling().look(OrderRoutes.id(context)));
  }

  private void settle(Context context) throws IOException, InterruptedException {
    var body = RequestBody.read(context, Choice.class);
    var shown = RequestBody.require("shown", body.shown());
    var choice = choice(RequestBody.require("settle", body.settle()));
    services.installation().requireItsStore();
    services.handledQueue();
    var id = OrderRoutes.id(context);
    SettleShown.Settled done;
    try {
      done = services.settling().settle(id, choice, shown, SignedIn.token(context).actor());
    } catch (IllegalArgumentException nothing) {
      throw RequestBody.invalid("shown", "is none that GET of this address gave");
    }
    var report = done.report();
    if (report == null) {
      OrderRoutes.answer(context, 202, services.orders().get(id).order(), done.job());
    } else {
      show(context, report);
    }
  }

  private static SettleShown.Choice choice(String word) {
    return switch (word) {
      case "take_remote" -> SettleShown.Choice.TAKE_REMOTE;
      case "push_local" -> SettleShown.Choice.PUSH_LOCAL;
      case "ignore" -> SettleShown.Choice.IGNORE;
      default ->
          throw RequestBody.invalid("settle", "is none of take_remote, push_local and ignore");
    };
  }

  private static void show(Context context, DriftService.Report report) {
    var order = report.order();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", order.id().value());
    document.put("public_id", order.publicId());
    document.put("lightspeed_consignment_id", order.lightspeedConsignmentId());
    document.put("is_different", !report.open().isEmpty());
    document.put("shown", SettleShown.shown(report));
    document.put("doors", DoorsView.of(report.doors()));
    document.put("differences", report.findings().stream().map(DifferenceView::of).toList());
    Api.json(context, 200, document);
  }

  // ---- its consignment is there already ----

  private record DifferingView(String item, @Nullable String here, @Nullable String there) {
    static DifferingView of(Differing one) {
      return new DifferingView(one.item(), one.here(), one.there());
    }
  }

  private record Adoption(@Nullable String consignment, @Nullable String shown) {}

  private void lookAtConsignment(Context context) throws InterruptedException {
    var consignment =
        new Parameters(context, "consignment")
            .text("consignment")
            .orElseThrow(() -> Refused.badParameter("consignment", "is missing"));
    var look =
        services.adopting().look(OrderRoutes.id(context), ReferenceRoutes.consignment(consignment));
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("public_id", look.order().publicId());
    document.put("consignment", look.consignment().value());
    document.put("lightspeed_status", look.status());
    document.put("shown", look.shown());
    document.put("differences", look.differences().stream().map(DifferingView::of).toList());
    Api.json(context, 200, document);
  }

  private void adopt(Context context) throws IOException, InterruptedException {
    var body = RequestBody.read(context, Adoption.class);
    var consignment = RequestBody.require("consignment", body.consignment());
    var shown = RequestBody.require("shown", body.shown());
    services.handledQueue();
    var adopted =
        services
            .adopting()
            .adopt(
                OrderRoutes.id(context),
                ReferenceRoutes.consignment(consignment),
                shown,
                SignedIn.token(context).actor());
    OrderRoutes.answer(context, 200, adopted, null);
  }

  // ---- its number is another one's there ----

  private record StandingView(
      String id, String status, @Nullable String reference, @Nullable String supplierId) {
    static StandingView of(BesideService.Taker one) {
      return new StandingView(one.id(), one.status(), one.reference(), one.supplierId());
    }
  }

  private record Beside(@Nullable List<@Nullable String> beside) {}

  private void lookBeside(Context context) throws InterruptedException {
    var look = services.beside().look(OrderRoutes.id(context));
    Api.json(
        context,
        200,
        Map.of(
            "public_id",
            look.order().publicId(),
            "beside",
            look.standing().stream().map(StandingView::of).toList()));
  }

  private void sendBeside(Context context) throws IOException, InterruptedException {
    var shown = RequestBody.require("beside", RequestBody.read(context, Beside.class).beside());
    List<String> ids = shown.stream().map(id -> RequestBody.require("beside", id)).toList();
    services.handledQueue();
    var actor = SignedIn.token(context).actor();
    switch (services.beside().send(OrderRoutes.id(context), ids, actor)) {
      case SyncService.Request.AlreadySent sent ->
          OrderRoutes.answer(context, 200, sent.order(), null);
      case SyncService.Request.Queued queued ->
          OrderRoutes.answer(context, 202, queued.order(), queued.job());
    }
  }
}
