package lightspeed.xseries;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The calls of the Lightspeed Retail (X-Series) API that we make, one method for each request.
///
/// Every method first waits for one call of the shared budget, then runs the caller's last check,
/// then sends; nothing is repeated. What goes wrong is an [XSeriesException]; an
/// [InterruptedException] comes while waiting for the budget (nothing was sent) or for the answer
/// (the outcome is unknown).
///
/// **Threads:** safe. **Twice:** reading is; of the writes only [#updateConsignment],
/// [#assignProduct] and [#removeProduct] are, a repeated create or bulk doubles.
///
/// **source:** the vendor's API 2.0 and 2026-07 documents and
/// x-series-api.lightspeedhq.com/docs/inventory_creating_stock_orders, read 2026-11.
public final class XSeriesClient implements AutoCloseable {

  /// Rows of a page: the documented maximum of the older page style, served everywhere.
  private static final int PAGE_SIZE = 200;

  /// The largest page of purchase orders.
  private static final int ORDER_PAGE_SIZE = 1_000;

  /// The largest page of a search.
  private static final int SEARCH_PAGE_SIZE = 1_000;

  private static final int FORBIDDEN = 403;

  /// The most SKUs in one search.
  public static final int MAX_SKUS = 100;

  private final InstantSource clock;
  private final String version;
  private final Transport transport;
  private final Calls calls;

  /// Stores its arguments; the first call makes the connection.
  ///
  /// @param token asked for at each call, so that a renewed one is used at once
  public XSeriesClient(
      XSeriesConnection connection,
      java.util.function.Supplier<AccessToken> token,
      CallBudget budget,
      CallLog log,
      InstantSource clock) {
    this(connection, token, budget, log, clock, () -> {});
  }

  /// As above, for an installation that belongs to one store.
  ///
  /// @param guard asked before each call that is not about access itself; throws when the store is
  ///     not that one, and nothing leaves
  public XSeriesClient(
      XSeriesConnection connection,
      java.util.function.Supplier<AccessToken> token,
      CallBudget budget,
      CallLog log,
      InstantSource clock,
      Runnable guard) {
    this.clock = clock;
    this.version = connection.address().version();
    this.transport = new Transport(connection);
    this.calls =
        new Calls(connection, transport, token, budget, new CallRecorder(log), clock, guard);
  }

  /// Waits until so many calls may be made one after the other, for an attempt that must not be
  /// interrupted between them. Hand it to them with [Caller#with], and close it afterwards.
  ///
  /// @param count 1 or more; what goes beyond [CallBudget#MOST_TOGETHER] is waited for one by one
  public CallBudget.Together together(Caller caller, int count) throws InterruptedException {
    return calls.together(caller.urgency(), count);
  }

  /// `POST /consignments`. Outcome unknown: list the consignments after the version known before
  /// and match the reference; there is no idempotency key.
  public Consignment createConsignment(Caller caller, ConsignmentDraft draft)
      throws InterruptedException {
    var body = RequestBodies.newConsignment(draft);
    return consignment(caller, write("createConsignment", "POST", "/consignments", body));
  }

  /// `GET /consignments/{id}`: the header, without lines.
  public Consignment consignment(Caller caller, ConsignmentId id) throws InterruptedException {
    return consignment(caller, ApiCall.get("getConsignment", path(id)));
  }

  /// `PUT /consignments/{id}` with the whole header, also the way to change the status.
  public Consignment updateConsignment(Caller caller, ConsignmentId id, ConsignmentDraft draft)
      throws InterruptedException {
    var body = RequestBodies.wholeConsignment(draft);
    return consignment(caller, write("updateConsignment", "PUT", path(id), body));
  }

  /// `GET /consignments`: one page of purchase orders, read leniently row by row. Lightspeed is
  /// known to ignore filters silently, so the caller checks the type again. The cursor follows the
  /// rows, not what the page says of itself.
  ///
  /// @param after only rows with a higher version; zero for all
  /// @param pageSize how many rows at most; fewer may be served
  public Page<ListedConsignment> listedOrders(Caller caller, long after, int pageSize)
      throws InterruptedException {
    ApiCall call =
        ApiCall.get("listConsignments", "/consignments")
            .with("type", Consignment.SUPPLIER)
            .after(after)
            .with("page_size", Integer.toString(pageSize));
    List<ListedConsignment> rows =
        calls
            .ask(caller, call, root -> Envelope.many(root, "consignment", ListedConsignment::read))
            .value();
    return new Page<>(rows, ListedConsignment.highestVersion(rows));
  }

  /// `DELETE /consignments/{id}`. In which statuses Lightspeed allows it is not documented.
  public void deleteConsignment(Caller caller, ConsignmentId id) throws InterruptedException {
    calls.tell(caller, write("deleteConsignment", "DELETE", path(id), null));
  }

  /// `POST /consignments/{id}/bulk`: **adds** to the counts and replaces the costs. Never repeat it
  /// when its outcome is unknown. More than 500 lines risk a time-out at the vendor.
  public BulkAnswer addProducts(Caller caller, ConsignmentId id, List<ConsignmentLine> lines)
      throws InterruptedException {
    var body = RequestBodies.lines(lines);
    ApiCall call = write("addProducts", "POST", path(id) + "/bulk", body);
    return calls.ask(caller, call, Envelope::bulk).value();
  }

  /// `GET /consignments/{id}/products`: one page of lines.
  public Page<ConsignmentProduct> consignmentProducts(Caller caller, ConsignmentId id, long after)
      throws InterruptedException {
    ApiCall call = ApiCall.get("listConsignmentProducts", path(id) + "/products").after(after);
    return page(caller, call, "consignment product", ConsignmentProduct::read);
  }

  /// `PUT /consignments/{id}/products/{product_id}`: **sets** count and cost of one line.
  public void assignProduct(Caller caller, ConsignmentId id, ConsignmentLine line)
      throws InterruptedException {
    var body = RequestBodies.line(line);
    calls.tell(caller, write("assignProduct", "PUT", path(id, line.productId()), body));
  }

  /// `DELETE /consignments/{id}/products/{product_id}`.
  public void removeProduct(Caller caller, ConsignmentId id, ProductId product)
      throws InterruptedException {
    calls.tell(caller, write("removeProduct", "DELETE", path(id, product), null));
  }

  /// `GET /products`: one page, deleted ones too.
  public Page<Product> products(Caller caller, long after) throws InterruptedException {
    return tolerantPage(
        caller,
        ApiCall.get("listProducts", "/products").with("deleted", "true").after(after),
        "product",
        Product::read);
  }

  /// `GET /products/{id}`: one product, whatever its state.
  public Product product(Caller caller, ProductId id) throws InterruptedException {
    ApiCall call = ApiCall.get("getProduct", "/products/" + id.value());
    return calls.ask(caller, call, root -> Envelope.one(root, "product", Product::read)).value();
  }

  /// `GET /search`: products that have one of the SKUs, at most 1,000. The search lower-cases, may
  /// answer more than was asked for and may miss a product made a moment ago, so the caller
  /// compares the SKUs itself.
  ///
  /// @param skus at most [#MAX_SKUS]; for none, nothing is asked
  public List<Product> productsBySku(Caller caller, Collection<String> skus)
      throws InterruptedException {
    if (skus.size() > MAX_SKUS) {
      throw new IllegalArgumentException(
          "One search takes at most " + MAX_SKUS + " SKUs, not " + skus.size() + ".");
    }
    List<Product> found = new ArrayList<>();
    for (List<String> batch : SkuBatches.of(skus)) {
      ApiCall call = ApiCall.get("searchProducts", "/search").with("type", "products");
      for (String sku : batch) {
        call = call.with("sku", sku.toLowerCase(Locale.ROOT));
      }
      call = call.with("page_size", Integer.toString(SEARCH_PAGE_SIZE));
      found.addAll(
          calls
              .ask(caller, call, root -> TolerantPage.read(root, "product", Product::read))
              .value()
              .items());
    }
    return found;
  }

  /// `GET /outlets`: one page, deleted ones too.
  public Page<Outlet> outlets(Caller caller, long after) throws InterruptedException {
    return tolerantPage(
        caller,
        ApiCall.get("listOutlets", "/outlets").with("deleted", "true").after(after),
        "outlet",
        Outlet::read);
  }

  /// `GET /suppliers`: one page. Lightspeed cannot look one up by name, and hides deleted ones.
  public Page<Supplier> suppliers(Caller caller, long after) throws InterruptedException {
    return tolerantPage(
        caller,
        ApiCall.get("listSuppliers", "/suppliers").after(after),
        "supplier",
        Supplier::read);
  }

  /// Whether this version of the API has purchase orders with deliveries.
  public boolean tellsDeliveries() {
    return ApiVersions.hasPurchaseOrders(version);
  }

  /// `GET /purchase_orders/{id}`; only where [#tellsDeliveries].
  public ListedPurchaseOrder purchaseOrder(Caller caller, String id) throws InterruptedException {
    ApiCall call = ApiCall.get("getPurchaseOrder", purchaseOrderPath(id));
    return calls
        .ask(caller, call, root -> Envelope.one(root, "purchase order", ListedPurchaseOrder::read))
        .value();
  }

  /// `GET /purchase_orders`: one page; they cannot be looked up by their number.
  public Page<ListedPurchaseOrder> purchaseOrders(Caller caller, long after)
      throws InterruptedException {
    ApiCall call =
        ApiCall.get("listPurchaseOrders", "/purchase_orders")
            .after(after)
            .with("page_size", Integer.toString(ORDER_PAGE_SIZE));
    return calls
        .ask(
            caller,
            call,
            root -> TolerantPage.read(root, "purchase order", ListedPurchaseOrder::read))
        .value();
  }

  /// `GET /purchase_orders/{id}/deliveries`: one page.
  public Page<GoodsDelivery> deliveries(Caller caller, String purchaseOrderId, long after)
      throws InterruptedException {
    ApiCall call =
        ApiCall.get("listDeliveries", purchaseOrderPath(purchaseOrderId) + "/deliveries")
            .after(after);
    return page(caller, call, "delivery", GoodsDelivery::read);
  }

  /// `GET /purchase_orders/{id}/deliveries/{delivery_id}/line_items`: one page.
  public Page<GoodsDeliveryLine> deliveryLines(
      Caller caller, String purchaseOrderId, String deliveryId, long after)
      throws InterruptedException {
    WireId.check(deliveryId);
    ApiCall call =
        ApiCall.get(
                "listDeliveryLines",
                purchaseOrderPath(purchaseOrderId) + "/deliveries/" + deliveryId + "/line_items")
            .after(after);
    return page(caller, call, "delivery line", GoodsDeliveryLine::read);
  }

  private static String purchaseOrderPath(String id) {
    WireId.check(id);
    return "/purchase_orders/" + id;
  }

  /// `GET /webhooks`: the subscriptions of this application, all at once.
  public List<Webhook> webhooks(Caller caller) throws InterruptedException {
    ApiCall call = ApiCall.get("listWebhooks", "/webhooks");
    return calls
        .ask(caller, call, root -> TolerantPage.read(root, "webhook", Webhook::read))
        .value()
        .items();
  }

  /// `POST /webhooks`. The same type and URL once more is refused with 409.
  public Webhook createWebhook(Caller caller, String type, String url) throws InterruptedException {
    var body = RequestBodies.newWebhook(type, url);
    ApiCall call = write("createWebhook", "POST", "/webhooks", body);
    return calls.ask(caller, call, root -> Envelope.one(root, "webhook", Webhook::read)).value();
  }

  /// `DELETE /webhooks/{id}`.
  ///
  /// @throws IllegalArgumentException when `id` cannot be one of Lightspeed's
  public void deleteWebhook(Caller caller, String id) throws InterruptedException {
    WireId.check(id);
    calls.tell(caller, write("deleteWebhook", "DELETE", "/webhooks/" + id, null));
  }

  /// `GET /user`: whose token this is.
  public User user(Caller caller) throws InterruptedException {
    return timedUser(caller).value();
  }

  /// Tells the token in use apart from others without telling it.
  public String tokenFingerprint() {
    return calls.token().fingerprint();
  }

  /// `GET /retailer`: the account; an OAuth token needs a scope of its own for it.
  public Retailer retailer(Caller caller) throws InterruptedException {
    ApiCall call = ApiCall.get("getRetailer", "/retailer");
    return calls.ask(caller, call, root -> Envelope.one(root, "retailer", Retailer::read)).value();
  }

  /// Tests the connection: makes two or three calls. What the token may not see (403) is null; one
  /// outlet is read instead of the user, so that a token with few rights still proves itself.
  ///
  /// @throws XSeriesException.Unauthorized when the token is not valid
  /// @throws XSeriesException.Rejected with 403 when it may not even read an outlet
  public WhoAmI whoAmI(Caller caller) throws InterruptedException {
    Instant before = clock.instant();
    User user = null;
    Instant serverTime;
    try {
      Calls.Timed<User> answer = timedUser(caller);
      user = answer.value();
      serverTime = answer.serverTime();
    } catch (XSeriesException.Rejected e) {
      if (e.status() != FORBIDDEN) {
        throw e;
      }
      before = clock.instant();
      ApiCall call = ApiCall.get("testConnection", "/outlets").with("page_size", "1");
      serverTime =
          calls
              .ask(caller, call, root -> TolerantPage.read(root, "outlet", Outlet::read))
              .serverTime();
    }
    Instant after = clock.instant();
    return new WhoAmI(user, retailerIfAllowed(caller), serverAhead(before, after, serverTime));
  }

  private @Nullable Retailer retailerIfAllowed(Caller caller) throws InterruptedException {
    try {
      return retailer(caller);
    } catch (XSeriesException.Rejected e) {
      if (e.status() == FORBIDDEN) {
        return null;
      }
      throw e;
    }
  }

  /// The server's `Date` is cut to the second, and was taken somewhere between our two readings.
  private static @Nullable Duration serverAhead(
      Instant before, Instant after, @Nullable Instant serverTime) {
    if (serverTime == null) {
      return null;
    }
    if (serverTime.plusSeconds(1).isBefore(before)) {
      return Duration.between(before, serverTime).plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    }
    return serverTime.isAfter(after)
        ? Duration.between(after, serverTime).truncatedTo(ChronoUnit.SECONDS)
        : Duration.ZERO;
  }

  private Calls.Timed<User> timedUser(Caller caller) throws InterruptedException {
    ApiCall call = ApiCall.get("getUser", "/user");
    return calls.ask(caller, call, root -> Envelope.one(root, "user", User::read));
  }

  private Consignment consignment(Caller caller, ApiCall call) throws InterruptedException {
    return calls
        .ask(caller, call, root -> Envelope.one(root, "consignment", Consignment::read))
        .value();
  }

  private <T> Page<T> page(Caller caller, ApiCall call, String what, Function<WireObject, T> reader)
      throws InterruptedException {
    ApiCall sized = call.with("page_size", Integer.toString(PAGE_SIZE));
    return calls.ask(caller, sized, root -> Envelope.page(root, what, reader)).value();
  }

  /// A row that cannot be read is skipped and told.
  private <T> Page<T> tolerantPage(
      Caller caller, ApiCall call, String what, Function<WireObject, T> reader)
      throws InterruptedException {
    ApiCall sized = call.with("page_size", Integer.toString(PAGE_SIZE));
    return calls.ask(caller, sized, root -> TolerantPage.read(root, what, reader)).value();
  }

  private static ApiCall write(
      String operation, String method, String resource, @Nullable JsonNode body) {
    return ApiCall.write(operation, method, resource, body);
  }

  private static String path(ConsignmentId id) {
    return "/consignments/" + id.value();
  }

  private static String path(ConsignmentId id, ProductId product) {
    return path(id) + "/products/" + product.value();
  }

  /// Drops all connections; calls that are still waiting fail.
  @Override
  public void close() {
    transport.close();
  }
}
