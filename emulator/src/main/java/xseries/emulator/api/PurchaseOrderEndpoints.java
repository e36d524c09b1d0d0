package xseries.emulator.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.GoodsDeliveries;
import xseries.emulator.consignment.GoodsDelivery;
import xseries.emulator.consignment.Ledger;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.Type;
import xseries.emulator.http.Query;
import xseries.emulator.http.Response;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Row;
import xseries.emulator.store.Store;

/// The newer, read-only view of SUPPLIER consignments with their deliveries; from 2026-04 on.
///
/// **source:** the vendor's document of 2026-07, purchase orders, as rebuilt from a slice.
final class PurchaseOrderEndpoints {
  private static final long LONGEST_PAGE = 1_000;
  private static final long USUAL_PAGE = 100;

  private final Store store;
  private final Ledger ledger;
  private final GoodsDeliveries goods;
  private final Settings settings;
  private final Pages pages;
  private final OrderIds ids;

  PurchaseOrderEndpoints(Store store, Ledger ledger, Settings settings, Pages pages) {
    this.store = store;
    this.ledger = ledger;
    this.goods = ledger.deliveries();
    this.settings = settings;
    this.pages = pages;
    this.ids = new OrderIds(settings);
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_PURCHASE_ORDERS, this::list)
        .on(Operation.GET_PURCHASE_ORDER, call -> Answers.data(200, json(call).of(find(call))))
        .on(Operation.LIST_ORDER_LINES, this::lines)
        .on(Operation.LIST_DELIVERIES, this::deliveries)
        .on(Operation.LIST_DELIVERY_LINES, this::deliveryLines);
  }

  /// Orders are seen by the outlet that they are delivered to, and by nothing else.
  private Response list(Call call) {
    Query query = call.query();
    List<Consignment> page =
        ledger
            .consignments()
            .page(
                Pages.after(query),
                pages.upTo(query),
                size(query),
                one ->
                    one.type() == Type.SUPPLIER
                        && !one.isDeleted()
                        && call.caller().sees(one.header().outletId()));
    return Answers.ok(Pages.envelope(page, json(call)::of));
  }

  private Response lines(Call call) {
    Consignment order = find(call);
    Query query = call.query();
    List<Line> page =
        ledger
            .lines()
            .pageOf(order.id(), Pages.after(query), pages.upTo(query), size(query), _ -> true);
    return Answers.ok(Pages.envelope(page, json(call)::of));
  }

  private Response deliveries(Call call) {
    Consignment order = find(call);
    List<GoodsDelivery> all = new ArrayList<>(goods.of(order));
    GoodsDelivery backorder = backorder(order);
    if (backorder != null) {
      all.add(backorder);
    }
    return page(call, all, one -> json(call).of(one, order, itemsOf(one, order)));
  }

  private Response deliveryLines(Call call) {
    Consignment order = find(call);
    List<GoodsDelivery> all = new ArrayList<>(goods.of(order));
    GoodsDelivery backorder = backorder(order);
    if (backorder != null) {
      all.add(backorder);
    }
    for (GoodsDelivery one : all) {
      if (one.id().equals(call.parameter("delivery_id"))) {
        return page(call, itemsOf(one, order), item -> json(call).of(item, order));
      }
    }
    throw new ApiError(404, "delivery not found");
  }

  private <R extends Row> Response page(Call call, List<R> rows, Function<R, ObjectNode> print) {
    Query query = call.query();
    long after = Pages.after(query);
    long upTo = pages.upTo(query);
    List<R> page =
        rows.stream()
            .filter(one -> one.version() > after && one.version() <= upTo)
            .limit(size(query))
            .toList();
    return Answers.ok(Pages.envelope(page, print));
  }

  private List<GoodsDelivery.Item> itemsOf(GoodsDelivery delivery, Consignment order) {
    return delivery.id().equals(backorderId(order))
        ? outstanding(order, delivery.id())
        : goods.items().allOf(delivery.id());
  }

  /// What is still to come of an order of which something came: a draft that nobody has received
  /// anything of.
  private @Nullable GoodsDelivery backorder(Consignment order) {
    List<GoodsDelivery> came = goods.of(order);
    boolean isAwaited =
        settings.is(Switch.BACKORDER, "draft")
            && !came.isEmpty()
            && order.status().isUnderway()
            && came.stream().allMatch(one -> one.state() == GoodsDelivery.State.RECEIVED)
            && !outstanding(order, "").isEmpty();
    return isAwaited
        ? new GoodsDelivery(
            backorderId(order),
            order.id(),
            GoodsDelivery.State.DRAFT,
            null,
            null,
            order.updatedAt(),
            order.updatedAt(),
            order.version())
        : null;
  }

  private String backorderId(Consignment order) {
    return store.idOf("backorder of " + order.id());
  }

  private List<GoodsDelivery.Item> outstanding(Consignment order, String deliveryId) {
    List<GoodsDelivery.Item> rest = new ArrayList<>();
    for (Line line : ledger.linesOf(order)) {
      BigDecimal much = line.outstanding();
      if (much.signum() > 0) {
        rest.add(
            new GoodsDelivery.Item(
                deliveryId,
                line.productId(),
                much,
                BigDecimal.ZERO,
                line.updatedAt(),
                line.updatedAt(),
                line.version()));
      }
    }
    return rest;
  }

  private Consignment find(Call call) {
    Consignment found = ledger.get(ids.consignmentOf(call.parameter("id")));
    if (found.type() != Type.SUPPLIER) {
      throw new ApiError(404, "purchase order not found");
    }
    return found;
  }

  private PurchaseOrderJson json(Call call) {
    boolean hidesCosts = call.caller().hidesCosts() || settings.isOn(Switch.HIDE_COSTS);
    return new PurchaseOrderJson(store, ledger, ids, hidesCosts);
  }

  private static int size(Query query) {
    return (int)
        Math.clamp(Pages.number(query.first("page_size", ""), USUAL_PAGE), 1, LONGEST_PAGE);
  }
}
