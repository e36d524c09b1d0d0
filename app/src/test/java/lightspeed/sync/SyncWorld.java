package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import lightspeed.audit.TestAudit;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.db.TestDatabase;
import lightspeed.installation.Installations;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.RetryPolicy;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Switch;

/// A database, an emulator and the whole synchronisation between them, for tests.
final class SyncWorld implements AutoCloseable {
  /// Short, so that a test that has to wait it out does not wait long; longer than a request on
  /// loopback takes.
  static final Duration SETTLE = Duration.ofMillis(300);

  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(700);

  final TestDatabase testDatabase = TestDatabase.migrated();
  final Database database = testDatabase.database();
  final Emulator emulator;
  final PurchaseOrderStore orders = new PurchaseOrderStore();
  final CatalogStore catalog = new CatalogStore();
  final JobHandlers handlers = new JobHandlers();
  final JobQueue queue = new JobQueue(database, handlers);
  final PurchaseOrderService orderService;
  final SyncService service;
  final CancelService cancelling;
  final PullCatalog pullCatalog;
  final Register register;
  final Line line;
  private final XSeriesClient client;

  /// For what is not the matter of a test, however busy the machine is.
  private final XSeriesClient patient;

  private final Worker worker;
  private final ExactlyOnce exactlyOnce;
  private final List<Product> orderable;
  private final AtomicLong passed = new AtomicLong();
  private int made;
  private long workers = 1;

  SyncWorld() throws IOException {
    this(EmulatorOptions.defaults());
  }

  SyncWorld(EmulatorOptions options) throws IOException {
    this(options, url -> url);
  }

  /// @param way leads from the emulator's address to the one that is called
  SyncWorld(EmulatorOptions options, UnaryOperator<String> way) throws IOException {
    this(options, way, new UnlimitedBudget());
  }

  /// @param budget grants the calls of the orders
  SyncWorld(CallBudget budget) throws IOException {
    this(EmulatorOptions.defaults(), url -> url, budget);
  }

  private SyncWorld(EmulatorOptions options, UnaryOperator<String> way, CallBudget budget)
      throws IOException {
    emulator = Emulator.start(options.with(Switch.RATE_LIMIT, false));
    InstantSource clock = InstantSource.system();
    LongSupplier nanoTicker = () -> System.nanoTime() + passed.get();
    String address = way.apply(emulator.url());
    client = client(address, REQUEST_TIMEOUT, budget);
    patient = client(emulator.url(), Duration.ofMinutes(1), budget);
    register = new Register(database, client, () -> Duration.ofMinutes(1), clock, System::nanoTime);
    line = TestLine.of(database, queue, client, () -> new AccessToken(emulator.token()));
    SyncParts parts =
        new SyncParts(
            database,
            orders,
            catalog,
            register,
            new Connection(
                client, line, () -> new AccessToken(emulator.token()), Installations.of(database)),
            () -> SETTLE,
            REQUEST_TIMEOUT,
            clock,
            new SyncLog(),
            nanoTicker,
            new Doubts(nanoTicker));
    handlers.register(new SendPurchaseOrder(parts, queue));
    handlers.register(new CheckSentOrder(parts, queue));
    handlers.register(new PushOrder(parts, queue));
    handlers.register(new CancelOrder(parts, queue));
    line.afterOutages(register::distrust);
    handlers.register(new TendLine(parts.connection()));
    queue.recur(TendLine.recurring());
    orderService =
        new PurchaseOrderService(database, orders, queue, () -> true, TestAudit.log(clock), clock);
    service = new SyncService(parts, queue, orderService, budget);
    cancelling = new CancelService(parts, queue, orderService, TestAudit.log(clock));
    pullCatalog = new PullCatalog(database, catalog, patient, queue);
    worker = aWorker(1);
    orderable = CampaignLane.Orderable.in(emulator);
    exactlyOnce = new ExactlyOnce(emulator, database);
  }

  private XSeriesClient client(String address, Duration timeout, CallBudget budget) {
    return new XSeriesClient(
        XSeriesConnection.to(new XSeriesAddress(URI.create(address), "2.0"), timeout, "test/1"),
        () -> new AccessToken(emulator.token()),
        budget,
        entry -> {},
        InstantSource.system());
  }

  private Worker aWorker(long seed) {
    return new Worker(
        database,
        queue,
        WorkerOptions.defaults()
            .withRetryPolicy(() -> new RetryPolicy(5, List.of(Duration.ofMillis(10)), 0)),
        WorkerHost.current("test"),
        System::nanoTime,
        new Random(seed));
  }

  /// A worker at work in the background; the caller closes it.
  Worker startedWorker() {
    Worker another = aWorker(++workers);
    another.start();
    return another;
  }

  /// Time passes for attempts under way, and for what is known of the catalog.
  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
    database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE catalog_looks SET began_at = began_at - INTERVAL ? SECOND",
                time.toSeconds()));
  }

  /// Walks the list, as the poll of a running worker does.
  void walk() throws InterruptedException {
    register.walk(Caller.person(), Register.Guard.NONE);
  }

  void pullCatalog() throws InterruptedException {
    pullCatalog.pull(Caller.person(), false, (what, soFar) -> {});
  }

  /// A draft line that can be ordered; the n-th has another product than all others.
  OrderDraft.Line line(int n) {
    return new OrderDraft.Line(
        orderable.get(n).sku(), null, BigDecimal.valueOf(n % 40 + 1), new BigDecimal(n + ".25"));
  }

  /// How many different products [#line] can give.
  int products() {
    return orderable.size();
  }

  /// Makes consignments that have nothing to do with our orders.
  void otherConsignments(int count) throws InterruptedException {
    for (int n = 1; n <= count; n++) {
      patient.createConsignment(
          Caller.person(),
          ConsignmentDraft.openOrder(
                  emulator.outlets().getFirst().id(),
                  emulator.suppliers().getFirst().id(),
                  "by hand")
              .withReference("BY-HAND-" + n));
    }
  }

  PurchaseOrderId anApprovedOrder(int lines) {
    List<OrderDraft.Line> all = new ArrayList<>();
    for (int n = 0; n < lines; n++) {
      all.add(line(n));
    }
    return anApprovedOrder(all);
  }

  PurchaseOrderId anApprovedOrder(List<OrderDraft.Line> lines) {
    return anApprovedOrder(
        emulator.suppliers().getFirst().name(), emulator.outlets().getFirst().name(), lines);
  }

  PurchaseOrderId anApprovedOrder(String supplier, String outlet, List<OrderDraft.Line> lines) {
    made++;
    String publicId = "PO-TEST-" + made;
    PurchaseOrderId id = new PurchaseOrderId(publicId);
    OrderDraft draft = new OrderDraft(supplier, outlet, null, null, null, lines);
    database.useTransaction(tx -> orders.insertDraft(tx, id, publicId, draft, "test"));
    orderService.approve(publicId, "test");
    return id;
  }

  /// Runs the order's job now, once.
  RunResult sync(PurchaseOrderId order) throws InterruptedException {
    return worker.runNow(job(order));
  }

  /// Runs everything that is due.
  void drain() throws InterruptedException {
    worker.drain();
  }

  RunResult run(JobId job) throws InterruptedException {
    return worker.runNow(job);
  }

  /// A person marks the order's consignment as sent in Lightspeed.
  void sendByHand(PurchaseOrderId order) throws InterruptedException {
    ConsignmentId id = new ConsignmentId(String.valueOf(order(order).lightspeedConsignmentId()));
    Consignment open = client.consignment(Caller.person(), id);
    client.updateConsignment(Caller.person(), id, open.asDraft().withStatus(Consignment.SENT));
  }

  /// A person puts another supplier into the order's consignment.
  void changeSupplier(PurchaseOrderId order, String supplierId) throws InterruptedException {
    ConsignmentId id = new ConsignmentId(String.valueOf(order(order).lightspeedConsignmentId()));
    ConsignmentDraft was = patient.consignment(Caller.person(), id).asDraft();
    patient.updateConsignment(Caller.person(), id, was.withParties(was.outletId(), supplierId));
  }

  /// Runs the order's job again and again, waiting where it says, until it has ended.
  RunResult syncToTheEnd(PurchaseOrderId order) throws InterruptedException {
    for (int run = 0; run < 50; run++) {
      RunResult result = sync(order);
      if (!(result instanceof RunResult.WillRetry || result instanceof RunResult.Postponed)) {
        return result;
      }
      pauseForSettling();
    }
    throw new AssertionError("The job of " + order + " does not end.");
  }

  /// As [#syncToTheEnd], but after ten runs a day has passed.
  RunResult syncForADay(PurchaseOrderId order) throws InterruptedException {
    for (int run = 0; run < 10; run++) {
      RunResult result = sync(order);
      if (!(result instanceof RunResult.WillRetry || result instanceof RunResult.Postponed)) {
        return result;
      }
      pauseForSettling();
    }
    aDayPasses();
    return syncToTheEnd(order);
  }

  /// All that waits has waited a day longer.
  void aDayPasses() {
    database.useTransaction(
        tx -> {
          tx.execute("UPDATE lightspeed_line_pauses SET since = since - INTERVAL 1 DAY");
          tx.execute("UPDATE lightspeed_line SET up_since = up_since - INTERVAL 1 DAY");
        });
  }

  /// Runs a job again and again until it has ended.
  RunResult runToTheEnd(JobId job) throws InterruptedException {
    for (int run = 0; run < 50; run++) {
      RunResult result = run(job);
      if (!(result instanceof RunResult.WillRetry || result instanceof RunResult.Postponed)) {
        return result;
      }
      pauseForSettling();
    }
    throw new AssertionError(job + " does not end.");
  }

  /// A person looks at the consignment and has it made what the order says.
  JobId push(PurchaseOrderId order) throws InterruptedException {
    ConsignmentId id = new ConsignmentId(String.valueOf(order(order).lightspeedConsignmentId()));
    Shown shown =
        Shown.of(
            patient.consignment(Caller.person(), id),
            ConsignmentLines.read(patient, Caller.person(), id));
    return queue.enqueue(PushOrder.newJob(order, "ann", shown)).id();
  }

  /// What Lightspeed has of the n-th product of [#line] in the order's consignment; null when there
  /// is no such line.
  @Nullable BigDecimal countThere(PurchaseOrderId order, int n) {
    return live(order).getFirst().lines().stream()
        .filter(line -> line.productId().equals(orderable.get(n).id()))
        .map(line -> line.count())
        .findFirst()
        .orElse(null);
  }

  /// Words or details of rows of the order's sync log, oldest first.
  List<String> log(PurchaseOrderId order, Operation operation) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT CONCAT(status, ': ', COALESCE(error_message, details, ''))
                    FROM lightspeed_sync_log
                    WHERE entity_id = :order
                      AND operation = :operation
                    ORDER BY id
                    """)
                .bind("order", order.value())
                .bind("operation", operation.name())
                .mapTo(String.class)
                .list());
  }

  /// Lets the settle time pass by asking the database's clock to wait.
  void pauseForSettling() {
    double seconds = SETTLE.toMillis() / 1000.0 / 3;
    database.read(handle -> handle.select("SELECT SLEEP(?)", seconds).mapTo(Long.class).one());
  }

  JobId job(PurchaseOrderId order) {
    return database.inTransaction(tx -> queue.enqueue(tx, SyncJob.newJob(order))).id();
  }

  /// Waits until the emulator has carried out so many requests like this one, late ones too.
  void awaitApplied(String method, String path, long count) {
    for (int look = 0; look < 200; look++) {
      long applied =
          emulator.requests().stream()
              .filter(request -> request.isApplied() && request.method().equals(method))
              .filter(request -> request.path().endsWith(path))
              .count();
      if (applied >= count) {
        return;
      }
      pauseForSettling();
    }
    throw new AssertionError("There were never " + count + " of " + method + " " + path);
  }

  /// Makes the next look at orders that were in doubt, now instead of later.
  void lookAgain() throws InterruptedException {
    queue.bringForward(CheckSentOrder.TYPE);
    worker.drain();
  }

  PurchaseOrder order(PurchaseOrderId id) {
    return database.read(tx -> orders.find(tx, id)).orElseThrow();
  }

  /// One live consignment, the order's lines exactly, SENT on both sides.
  void assertExactlyOnce(PurchaseOrderId id) {
    assertThat(exactlyOnce.differences(id)).as("differences of " + id).isEmpty();
  }

  /// The consignments of the order that are not deleted.
  List<Emulator.Snapshot> live(PurchaseOrderId id) {
    return exactlyOnce.live(order(id).publicId());
  }

  /// Calls made to the API since the emulator started, such as `POST /consignments`.
  long calls() {
    return emulator.requests().size();
  }

  /// Calls of one method whose path ends like this.
  long calls(String method, String pathEnd) {
    return emulator.requests().stream()
        .filter(call -> call.method().equals(method) && call.path().endsWith(pathEnd))
        .count();
  }

  @Override
  public void close() throws IOException {
    worker.close();
    client.close();
    patient.close();
    emulator.close();
    testDatabase.close();
  }
}
