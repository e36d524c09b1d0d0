package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lightspeed.audit.AuditLog;
import lightspeed.audit.TestAudit;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.db.TestDatabase;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore;
import lightspeed.drift.Grade;
import lightspeed.drift.ReadOrder;
import lightspeed.installation.Installations;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import lightspeed.job.RetryPolicy;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Register;
import lightspeed.sync.CancelOrder;
import lightspeed.sync.CancelService;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.Connection;
import lightspeed.sync.FindGone;
import lightspeed.sync.PullCatalog;
import lightspeed.sync.PushOrder;
import lightspeed.sync.RefreshJob;
import lightspeed.sync.SendPurchaseOrder;
import lightspeed.sync.SyncLog;
import lightspeed.sync.SyncParts;
import lightspeed.sync.SyncService;
import lightspeed.sync.TestLine;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Switch;

/// A database, an emulator, and both ways between them, for tests. The emulator's clock is set by
/// hand nowhere: what the tests wait for is decided by versions, not by time.
public final class ChangesWorld implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /// Less than the time-out: the lease is shorter than a busy machine's patience.
  private static final Duration LEASE_NEEDED = Duration.ofSeconds(2);

  public final TestDatabase testDatabase = TestDatabase.migrated();
  public final Database database = testDatabase.database();
  public final Emulator emulator;
  public final PurchaseOrderStore orders = new PurchaseOrderStore();
  public final DriftStore drift = new DriftStore();
  public final JobHandlers handlers = new JobHandlers();
  public final JobQueue queue = new JobQueue(database, handlers);
  public final PurchaseOrderService orderService;
  public final SyncService sync;
  public final CancelService cancelling;
  public final DriftService driftService;
  public final SyncParts syncParts;
  public final ChangesParts parts;
  public final ConsignmentChanges changes;
  public final XSeriesClient client;
  public final Register register;
  final UnlimitedBudget budget = new UnlimitedBudget();
  private volatile Consumer<String> answered = path -> {};
  private final Worker worker;
  private final List<Product> orderable;
  private int made;

  public ChangesWorld() throws IOException, InterruptedException {
    emulator =
        Emulator.start(EmulatorOptions.defaults().withBirth(1).with(Switch.RATE_LIMIT, false));
    InstantSource clock = InstantSource.system();
    client =
        new XSeriesClient(
            XSeriesConnection.to(
                new XSeriesAddress(URI.create(emulator.url()), "2.0"), TIMEOUT, "test/1"),
            () -> new AccessToken(emulator.token()),
            budget,
            entry -> answered.accept(entry.path()),
            clock);
    Connection connection =
        new Connection(
            client,
            TestLine.of(database, queue, client, () -> new AccessToken(emulator.token())),
            () -> new AccessToken(emulator.token()),
            Installations.of(database));
    CatalogStore catalog = new CatalogStore();
    register = new Register(database, client, () -> Duration.ofMinutes(1), clock, System::nanoTime);
    syncParts =
        new SyncParts(
            database,
            orders,
            catalog,
            register,
            connection,
            () -> Duration.ZERO,
            LEASE_NEEDED,
            clock,
            new SyncLog());
    handlers.register(new SendPurchaseOrder(syncParts, queue));
    handlers.register(new CheckSentOrder(syncParts, queue));
    handlers.register(new CancelOrder(syncParts, queue));
    handlers.register(new PushOrder(syncParts, queue));
    orderService =
        new PurchaseOrderService(database, orders, queue, () -> true, TestAudit.log(clock), clock);
    sync = new SyncService(syncParts, queue, orderService, budget);
    AuditLog audit = TestAudit.log(clock);
    cancelling = new CancelService(syncParts, queue, orderService, audit);
    parts = new ChangesParts(database, orders, drift, queue, connection, budget, register, clock);
    changes = new ConsignmentChanges(parts);
    driftService =
        new DriftService(
            new DriftService.Parts(
                database,
                orders,
                drift,
                queue,
                new ReadOrder(database, client, new FindGone(database, register, client)),
                changes::judge,
                audit,
                clock),
            orderService);
    changes.register(handlers, () -> Duration.ofDays(1));
    worker = newWorker(1);
    orderable =
        emulator.products().stream()
            .filter(product -> product.isActive() && product.deletedAt() == null)
            .filter(product -> !product.isComposite() && !product.hasVariants())
            .toList();
    new PullCatalog(database, catalog, client, queue)
        .pull(Caller.person(), false, (what, soFar) -> {});
  }

  /// A worker that retries at once; the caller closes it.
  public Worker newWorker(long seed) {
    return new Worker(
        database,
        queue,
        WorkerOptions.defaults()
            .withRetryPolicy(() -> new RetryPolicy(5, List.of(Duration.ofMillis(1)), 0)),
        WorkerHost.current("test"),
        System::nanoTime,
        new Random(seed));
  }

  public OrderDraft.Line line(int n) {
    return line(n, n + 5);
  }

  public OrderDraft.Line line(int n, int quantity) {
    return new OrderDraft.Line(
        orderable.get(n).sku(), null, BigDecimal.valueOf(quantity), new BigDecimal(n + ".25"));
  }

  public String sku(int n) {
    return orderable.get(n).sku();
  }

  /// The product of a line.
  public Product product(int n) {
    return orderable.get(n);
  }

  public PurchaseOrderId aDraft(OrderDraft.Line... lines) {
    made++;
    return aDraftCalled("PO-BACK-" + made, lines);
  }

  public PurchaseOrderId aDraftCalled(String publicId, OrderDraft.Line... lines) {
    OrderDraft draft =
        new OrderDraft(
            emulator.suppliers().getFirst().name(),
            emulator.outlets().getFirst().name(),
            null,
            null,
            null,
            List.of(lines));
    PurchaseOrderId id = new PurchaseOrderId(publicId);
    database.useTransaction(tx -> orders.insertDraft(tx, id, publicId, draft, "test"));
    return id;
  }

  /// Approved, with a job that waits.
  public PurchaseOrderId anApprovedOrder(OrderDraft.Line... lines) {
    PurchaseOrderId id = aDraft(lines);
    orderService.approve(id.value(), "test");
    return id;
  }

  /// An order that Lightspeed has, with lines 0 to `lines` - 1.
  public PurchaseOrderId aSentOrder(int lines) throws InterruptedException {
    List<OrderDraft.Line> all = new ArrayList<>();
    for (int n = 0; n < lines; n++) {
      all.add(line(n));
    }
    return aSentOrder(all.toArray(OrderDraft.Line[]::new));
  }

  public PurchaseOrderId aSentOrder(OrderDraft.Line... lines) throws InterruptedException {
    PurchaseOrderId id = anApprovedOrder(lines);
    assertThat(send(id)).isInstanceOf(RunResult.Completed.class);
    return id;
  }

  public RunResult send(PurchaseOrderId order) throws InterruptedException {
    JobId job = database.inTransaction(tx -> queue.enqueue(tx, SyncJob.newJob(order))).id();
    return worker.runNow(job);
  }

  public PurchaseOrder order(PurchaseOrderId id) {
    return database.read(tx -> orders.find(tx, id)).orElseThrow();
  }

  public List<LineItem> lines(PurchaseOrderId id) {
    return database.read(tx -> orders.lines(tx, id));
  }

  public String consignment(PurchaseOrderId id) {
    return String.valueOf(order(id).lightspeedConsignmentId());
  }

  /// Received quantities by line, such as `5 0 2`.
  public String received(PurchaseOrderId id) {
    return String.join(
        " ",
        lines(id).stream()
            .map(line -> line.quantityReceived().stripTrailingZeros().toPlainString())
            .toList());
  }

  /// Polls once, without reading what changed.
  public RunResult poll() throws InterruptedException {
    return worker.runNow(changes.requestPoll());
  }

  /// Polls, and reads what changed.
  public void pollAndRefresh() throws InterruptedException {
    poll();
    refreshAll();
  }

  public void refreshAll() throws InterruptedException {
    for (Job job : due(JudgeSecond.TYPE)) {
      worker.runNow(job.id());
    }
    for (Job job : waiting()) {
      worker.runNow(job.id());
    }
  }

  /// A webhook says that something happened to the consignment.
  public RunResult delivery(String consignment) throws InterruptedException {
    database.useTransaction(tx -> changes.requestRefresh(tx, consignment));
    return worker.runNow(waiting().getFirst().id());
  }

  /// Refresh jobs that wait and are due, oldest first.
  public List<Job> waiting() {
    return due(RefreshJob.TYPE);
  }

  private List<Job> due(JobType type) {
    Instant soon = InstantSource.system().instant().plusSeconds(60);
    return queue.list(new JobFilter(JobStatus.PENDING, type, 100, null)).reversed().stream()
        .filter(job -> job.availableAt().isBefore(soon))
        .toList();
  }

  public RunResult run(JobId job) throws InterruptedException {
    return worker.runNow(job);
  }

  /// Does this once, when a call whose path ends so has been answered and before its answer is
  /// used.
  public void afterTheAnswerTo(String path, Runnable what) {
    var done = new AtomicBoolean();
    answered =
        called -> {
          if (called.replaceFirst("\\?.*", "").endsWith(path) && done.compareAndSet(false, true)) {
            what.run();
          }
        };
  }

  /// How often Lightspeed was asked for this.
  public long calls(String method, String path) {
    return emulator.requests().stream()
        .filter(call -> call.method().equals(method) && call.path().endsWith(path))
        .count();
  }

  /// Rows of the sync log with this operation, their words or details, oldest first.
  public List<String> log(PurchaseOrderId order, String operation) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT COALESCE(error_message, details, '')
                    FROM lightspeed_sync_log
                    WHERE entity_id = :order
                      AND operation = :operation
                    ORDER BY id
                    """)
                .bind("order", order.value())
                .bind("operation", operation)
                .mapTo(String.class)
                .list());
  }

  /// Actions in the audit log about the order, oldest first.
  public List<String> audited(PurchaseOrderId order) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT action FROM audit_log WHERE entity_id = :order ORDER BY id")
                .bind("order", order.value())
                .mapTo(String.class)
                .list());
  }

  public ConsignmentId consignmentId(PurchaseOrderId id) {
    return new ConsignmentId(consignment(id));
  }

  @Override
  public void close() throws IOException {
    worker.close();
    client.close();
    emulator.close();
    testDatabase.close();
  }

  private static final String OPEN_ORDERS =
      """
      SELECT c.public_id
      FROM lightspeed_drift d
      JOIN vend_consignments c
        ON c.id = d.consignment_id
      WHERE d.ignored_at IS NULL
        AND c.deleted_at IS NULL
      GROUP BY c.public_id
      HAVING MAX(d.grade = 'LOUD') = :isLoud
      ORDER BY MIN(d.found_at), c.public_id
      """;

  /// Numbers of orders whose loudest difference that no person left has this grade, the oldest
  /// difference first.
  public List<String> openOrders(Grade grade) {
    return database.read(
        handle ->
            handle
                .createQuery(OPEN_ORDERS)
                .bind("isLoud", grade == Grade.LOUD)
                .mapTo(String.class)
                .list());
  }
}
