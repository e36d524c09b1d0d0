package xseries.emulator;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import xseries.emulator.api.Api;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Outlet;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.catalog.StockRoom;
import xseries.emulator.catalog.Supplier;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.Consignments;
import xseries.emulator.consignment.HeaderChange;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.ShopFloor;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.control.ControlHandler;
import xseries.emulator.control.Pending;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.Faults;
import xseries.emulator.fault.Underway;
import xseries.emulator.http.Handler;
import xseries.emulator.http.HttpServer;
import xseries.emulator.http.Limits;
import xseries.emulator.http.Sleeper;
import xseries.emulator.journal.JournalEntry;
import xseries.emulator.journal.RequestJournal;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.oauth.Grants;
import xseries.emulator.oauth.PersonalTokens;
import xseries.emulator.rate.RateLimiter;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.store.Row;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Announcer;
import xseries.emulator.webhook.Bell;
import xseries.emulator.webhook.Deliveries;
import xseries.emulator.webhook.Delivery;
import xseries.emulator.webhook.Postman;
import xseries.emulator.webhook.Subscriptions;

/// A running emulator. As an object in a test:
///
/// ```java
/// try (Emulator emulator = Emulator.start(EmulatorOptions.defaults())) {
///   client(emulator.url(), emulator.token());
/// }
/// ```
///
/// Threads: all methods are safe.
public final class Emulator implements AutoCloseable {
  /// Some 40 MB at most.
  private static final int JOURNAL_ENTRIES = 200_000;

  private final EmulatorOptions options;
  private final Settings settings;
  private final Store store;
  private final Catalog catalog;
  private final StockRoom room;
  private final Consignments consignments;
  private final RequestJournal journal;
  private final RateLimiter limiter;
  private final Faults faults;
  private final Underway underway = new Underway();
  private final PersonalTokens tokens;
  private long lateWrites;
  private final Deliveries deliveries;
  private final Postman postman;
  private final Handler api;
  private final HttpServer server;

  private Emulator(EmulatorOptions options) throws IOException {
    InstantSource clock = options.clock();
    this.options = options;
    this.settings = new Settings(options.switches());
    this.store = new Store(options.seed(), settings);
    this.catalog = new Catalog(store);
    this.room = new StockRoom(store, catalog, clock);
    this.journal = new RequestJournal(clock, JOURNAL_ENTRIES);
    this.limiter = new RateLimiter(settings, clock);
    this.faults = new Faults(options.seed(), clock);
    this.deliveries = new Deliveries(store, settings, clock, Deliveries.CAPACITY);
    Subscriptions subscriptions = new Subscriptions(store);
    Bell bell = new Bell();
    Announcer announcer = new Announcer(store, subscriptions, deliveries, faults, bell);
    catalog.listen(announcer);
    this.consignments = new Consignments(store, catalog, settings, clock, announcer);
    this.postman =
        new Postman(
            store,
            settings,
            clock,
            new Postman.Round(subscriptions, deliveries, bell),
            options.webhookSecret(),
            consignments::isReceiptWaiting);
    Grants grants = new Grants(store, settings, clock);
    this.tokens = new PersonalTokens(store, clock);
    store.showLate(
        this::lateness,
        clock,
        consignments.ledger().consignments(),
        catalog.products(),
        catalog.suppliers(),
        catalog.outlets());
    store.seedWith(
        () -> {
          catalog.seed(options.seed(), options.products());
          deliveries.forget();
        });
    this.api =
        Api.handler(
            new Api.State(store, settings, catalog, consignments, subscriptions, grants, tokens),
            new Api.Edge(journal, limiter, faults, underway, clock, Sleeper.real()),
            options.token(),
            options.webhookSecret());
    InetAddress host = InetAddress.getByName(options.host());
    InetSocketAddress address = new InetSocketAddress(host, options.port());
    store.open(options.data(), options.birth());
    deliveries.resume();
    try {
      this.server = HttpServer.start(address, handler(), Limits.DEFAULT, clock, Sleeper.real());
    } catch (IOException e) {
      store.close();
      throw e;
    }
    postman.start();
  }

  /// Listens and answers when it returns.
  ///
  /// @throws java.net.BindException when the port is taken
  /// @throws IOException when the data file or the address cannot be used
  /// @throws IllegalArgumentException when a switch cannot hold its value
  public static Emulator start(EmulatorOptions options) throws IOException {
    return new Emulator(options);
  }

  private Handler handler() {
    ControlHandler control =
        new ControlHandler(
            new ControlHandler.Parts(
                store,
                settings,
                catalog,
                room,
                consignments,
                tokens,
                journal,
                faults,
                deliveries,
                this::pending,
                options.clock()),
            this::startAgain,
            options.isControlOpenToAll());
    return request ->
        request.path().startsWith(ControlHandler.PREFIX)
            ? control.handle(request)
            : api.handle(request);
  }

  /// How late lists show the row that is written now. Asked inside the store's lock.
  private Duration lateness() {
    long late = settings.number(Switch.LATE_VISIBLE_MS);
    if (late == 0) {
      return Duration.ZERO;
    }
    boolean isLate = lateWrites % settings.number(Switch.LATE_VISIBLE_EVERY) == 0;
    lateWrites++;
    return isLate ? Duration.ofMillis(late) : Duration.ZERO;
  }

  /// Like `http://127.0.0.1:9100`; the API's bases lie below, for example `/api/2.0`.
  public String url() {
    String host = options.host().equals("0.0.0.0") ? "127.0.0.1" : options.host();
    return "http://" + host + ":" + port();
  }

  public int port() {
    return server.port();
  }

  public String token() {
    return options.token();
  }

  /// One consignment with its lines.
  public record Snapshot(Consignment consignment, List<Line> lines) {
    public Snapshot {
      lines = List.copyOf(lines);
    }
  }

  /// All consignments by ascending version, deleted ones too.
  public List<Snapshot> consignments() {
    return store.read(
        () -> {
          List<Snapshot> all = new ArrayList<>();
          for (Consignment one : consignments.ledger().consignments().all()) {
            all.add(new Snapshot(one, consignments.ledger().linesOf(one)));
          }
          return all;
        });
  }

  /// The consignments, deleted ones too, that carry this reference.
  public List<Snapshot> consignments(String reference) {
    return consignments().stream()
        .filter(one -> reference.equals(one.consignment().header().reference()))
        .toList();
  }

  public List<Outlet> outlets() {
    return store.read(() -> List.copyOf(catalog.outlets().all()));
  }

  public List<Supplier> suppliers() {
    return store.read(() -> List.copyOf(catalog.suppliers().all()));
  }

  public List<Product> products() {
    return store.read(() -> List.copyOf(catalog.products().all()));
  }

  /// What an outlet has of a product; zero for a product without stock.
  public BigDecimal stock(String productId, String outletId) {
    return store.read(() -> catalog.stockOf(productId, outletId));
  }

  /// The kept requests, oldest first.
  public List<JournalEntry> requests() {
    return journal.after(0);
  }

  /// The kept requests with a number above `n`.
  public List<JournalEntry> requestsAfter(long n) {
    return journal.after(n);
  }

  /// Calls by endpoint, such as `POST /consignments/*/bulk`, since the start or the last reset.
  public Map<String, Long> counts() {
    return journal.counts();
  }

  /// The kept webhook deliveries, oldest first.
  public List<Delivery> deliveries() {
    return store.read(() -> deliveries.after(0));
  }

  /// A token with less than all rights; null means no restriction.
  ///
  /// @param scopes such as `consignments:read`
  /// @param outletIds the outlets that lists show
  /// @throws IllegalArgumentException when a scope is not known
  public String makeToken(
      @Nullable List<String> scopes,
      @Nullable List<String> outletIds,
      @Nullable Duration expiresIn) {
    return store.write(() -> tokens.make(scopes, outletIds, expiresIn)).result().id();
  }

  /// The last version that was given out.
  public long version() {
    return store.lastVersion();
  }

  /// Takes consignments, lines and catalogue back to the state they had at a version, and the
  /// counter with them. Tokens, webhooks and the journal stay.
  ///
  /// @throws IllegalArgumentException when the version was never reached or is too long ago
  public void rewind(long toVersion) {
    store.rewind(toVersion);
  }

  /// What will still happen although nobody asks for anything more.
  public Pending pending() {
    return store.read(
        () ->
            new Pending(
                underway.waiting(),
                deliveries.pending(),
                consignments.waitingReceipts(),
                store.hiddenRows()));
  }

  /// How many requests have arrived and are not carried out yet, because of `LATE_APPLY` or the
  /// latency.
  public int pendingLateApplies() {
    return underway.waiting();
  }

  public void add(Fault fault) {
    faults.add(fault);
  }

  public void clearFaults() {
    faults.clear();
  }

  /// Turns a switch now.
  ///
  /// @param value for example `true`, `300` or `"sliding"`
  /// @throws IllegalArgumentException when the switch cannot hold the value
  public void set(Switch one, Object value) {
    settings.set(one, value.toString());
  }

  /// Staff dispatch an order.
  public void dispatch(String consignmentId) {
    shop(floor -> floor.dispatch(consignmentId));
  }

  /// Staff receive everything that was ordered.
  public void receive(String consignmentId) {
    shop(floor -> floor.receive(consignmentId, List.of(), true, null));
  }

  /// Staff receive these quantities by SKU and finish the order.
  public void receive(String consignmentId, Map<String, BigDecimal> received) {
    shop(floor -> floor.receive(consignmentId, lines(received), true, null));
  }

  /// Staff receive these quantities by SKU and wait for the rest: the order stays DISPATCHED.
  public void receivePart(String consignmentId, Map<String, BigDecimal> received) {
    shop(floor -> floor.receive(consignmentId, lines(received), false, null));
  }

  /// The same with the invoice that came with the goods.
  public void receivePart(
      String consignmentId, Map<String, BigDecimal> received, String supplierInvoice) {
    shop(floor -> floor.receive(consignmentId, lines(received), false, supplierInvoice));
  }

  private static List<ShopLine> lines(Map<String, BigDecimal> received) {
    List<ShopLine> lines = new ArrayList<>();
    received.forEach((sku, much) -> lines.add(new ShopLine(sku, null, much, null, false)));
    return lines;
  }

  /// Staff cancel an order.
  public void cancel(String consignmentId) {
    shop(floor -> floor.cancel(consignmentId));
  }

  /// Staff delete an order.
  public void delete(String consignmentId) {
    shop(floor -> floor.delete(consignmentId));
  }

  /// An order falls back from RECEIVED to SENT.
  public void revert(String consignmentId) {
    shop(floor -> floor.revert(consignmentId));
  }

  /// Staff change the ordered quantity of one line.
  public void editCount(String consignmentId, String sku, BigDecimal count) {
    edit(consignmentId, new ShopLine(sku, count, null, null, false));
  }

  /// Staff change lines, take them off or add what was not ordered.
  public void edit(String consignmentId, ShopLine... lines) {
    shop(floor -> floor.edit(consignmentId, List.of(lines)));
  }

  /// Staff change the head of an order.
  ///
  /// @param member for example `reference`, `supplier_id`, `due_at` or `name`
  public void editHeader(String consignmentId, String member, @Nullable String value) {
    HeaderChange change = new HeaderChange(new Fields(Json.object().put(member, value)));
    shop(floor -> floor.edit(consignmentId, change, List.of()));
  }

  /// Staff make a consignment.
  ///
  /// @return its id
  public String make(StaffOrder order) {
    return store.write(() -> consignments.desk().make(order)).result().id();
  }

  /// Staff make the same order once more: OPEN, same reference, same lines.
  ///
  /// @return the id of the new one
  public String duplicate(String consignmentId) {
    return store.write(() -> consignments.desk().duplicate(consignmentId)).result().id();
  }

  /// Staff make an OPEN transfer of an order's goods to another outlet, under the same reference.
  ///
  /// @return the id of the transfer
  public String transfer(String consignmentId, String toOutletId) {
    return store.write(() -> consignments.desk().transfer(consignmentId, toOutletId)).result().id();
  }

  /// Staff end an order that has arrived in part and order the rest: the old one is RECEIVED, the
  /// new one SENT under the same reference.
  ///
  /// @return the id of the order for the rest
  public String split(String consignmentId) {
    return store.write(() -> consignments.desk().split(consignmentId)).result().id();
  }

  /// Staff make a product.
  ///
  /// @return its id
  public String makeProduct(ProductEdit edit) {
    return store.write(() -> room.make(edit)).result().id();
  }

  /// Staff change a product.
  ///
  /// @throws IllegalArgumentException when no live product has the id
  public void editProduct(String productId, ProductEdit edit) {
    found(productId, () -> room.edit(productId, edit));
  }

  /// Staff delete a product.
  ///
  /// @throws IllegalArgumentException when no live product has the id
  public void deleteProduct(String productId) {
    found(productId, () -> room.delete(productId));
  }

  /// Staff give the SKU of one product to another one, in two edits; the first product then has the
  /// SKU with `-OLD` behind it.
  public void moveSku(String fromProductId, String toProductId) {
    String sku =
        store
            .read(() -> Optional.ofNullable(catalog.product(fromProductId)).map(Product::sku))
            .orElseThrow(() -> new IllegalArgumentException("No such product: " + fromProductId));
    editProduct(toProductId, ProductEdit.none().sku(sku));
    editProduct(fromProductId, ProductEdit.none().sku(sku + "-OLD"));
  }

  /// Staff give a supplier another name.
  ///
  /// @throws IllegalArgumentException when no live supplier has the id
  public void renameSupplier(String supplierId, @Nullable String name) {
    found(supplierId, () -> room.rename(supplierId, name));
  }

  private void found(String id, java.util.function.Supplier<? extends @Nullable Row> edit) {
    Row row =
        store.<Optional<Row>>write(() -> Optional.ofNullable(edit.get())).result().orElse(null);
    if (row == null) {
      throw new IllegalArgumentException("Nothing that lives has the id " + id + ".");
    }
  }

  private interface Act {
    Consignment on(ShopFloor floor);
  }

  private void shop(Act act) {
    store.write(() -> act.on(consignments.shop()));
  }

  /// As after the start: state, journal, faults, settings and rate windows; the same birth.
  public void reset() {
    startAgain(null);
  }

  /// As after the start of another store, if the birth is another one.
  ///
  /// @throws IllegalArgumentException when there can be no such birth
  public void reset(long birth) {
    startAgain(birth);
  }

  private void startAgain(@Nullable Long birth) {
    if (birth != null && (birth < 0 || birth > Store.MAX_BIRTH)) {
      throw new IllegalArgumentException("birth must be 0 to " + Store.MAX_BIRTH + ".");
    }
    settings.reset();
    faults.clear();
    limiter.reset();
    store.reset(birth);
    journal.clear();
  }

  /// Which store this is: ids and versions carry the number.
  public long birth() {
    return store.birth();
  }

  /// The retailer's id, as `GET /retailer` tells it.
  public String retailerId() {
    return new Retailer(store).id();
  }

  /// The retailer's domain prefix, as `GET /retailer` tells it.
  public String domainPrefix() {
    return new Retailer(store).domainPrefix();
  }

  /// Stops listening and delivering and closes the data file. Closing twice does no harm.
  @Override
  public void close() throws IOException {
    server.close();
    postman.close();
    store.close();
  }
}
