package lightspeed.world;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.audit.AuditLog;
import lightspeed.audit.TestAudit;
import lightspeed.catalog.CatalogStore;
import lightspeed.changes.ChangesParts;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.db.Database;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore;
import lightspeed.drift.ReadOrder;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Hindrance;
import lightspeed.installation.Installation;
import lightspeed.installation.Installations;
import lightspeed.installation.StoreCheck;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.RetryPolicy;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;
import lightspeed.sync.AdoptService;
import lightspeed.sync.CancelOrder;
import lightspeed.sync.CancelService;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.Connection;
import lightspeed.sync.FindGone;
import lightspeed.sync.PullCatalog;
import lightspeed.sync.PushOrder;
import lightspeed.sync.ReferenceCheck;
import lightspeed.sync.RefreshCatalog;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SendPurchaseOrder;
import lightspeed.sync.SwitchStore;
import lightspeed.sync.SyncLog;
import lightspeed.sync.SyncParts;
import lightspeed.sync.SyncService;
import lightspeed.sync.TendLine;
import lightspeed.sync.TestLine;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import xseries.emulator.Emulator;

/// Everything that a process of the product has for itself: a new one remembers nothing.
final class WorldProcess implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(900);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int A_BIT = 4;
  static final Duration SETTLE = Duration.ofMillis(60);

  private final WorldConnections.Seen seen;
  final Database database;
  final PurchaseOrderStore orders = new PurchaseOrderStore();
  final DriftStore drift = new DriftStore();
  final PurchaseOrderService orderService;
  final SyncService sync;
  final CancelService cancelling;
  final ReopenService reopening;
  final DriftService driftService;
  final ConsignmentChanges changes;
  final JobQueue queue;
  final AdoptService adopting;
  final Installation installation;
  final SwitchStore switching;
  private final AtomicReference<@Nullable Runnable> atCall = new AtomicReference<>();
  private final AtomicInteger callsLeft = new AtomicInteger();
  private final JobHandlers handlers = new JobHandlers();
  private final Line line;
  private final XSeriesClient client;
  private final XSeriesClient patient;
  private final Worker worker;

  /// @param key number of the key that it has
  WorldProcess(WorldConnections.Seen seen, Emulator emulator, int key, long seed) {
    this.seen = seen;
    this.database = seen.database();
    InstantSource clock = InstantSource.system();
    CallBudget budget = new Eventful();
    AccessToken token = new AccessToken(emulator.token());
    this.client = client(emulator, REQUEST_TIMEOUT, budget);
    this.queue = new JobQueue(database, handlers);
    Register register =
        new Register(database, client, () -> Duration.ofMinutes(1), clock, System::nanoTime);
    this.line = TestLine.of(database, queue, client, () -> token);
    line.afterOutages(register::distrust);
    this.patient = client(emulator, PATIENCE, new UnlimitedBudget());
    StoreCheck storeCheck =
        new StoreCheck(database, patient, emulator::url, true, System::nanoTime);
    this.installation =
        Installations.of(
            database, Installations.keys(key), storeCheck, new WorldBelongings(register, queue));
    queue.onDatabaseWentBack(installation::beginNewEpoch);
    this.switching = new SwitchStore(database, installation);
    Connection connection = new Connection(client, line, () -> token, installation);
    SyncParts parts =
        new SyncParts(
            database,
            orders,
            new CatalogStore(),
            register,
            connection,
            () -> SETTLE,
            REQUEST_TIMEOUT,
            clock,
            new SyncLog());
    handlers.register(new SendPurchaseOrder(parts, queue));
    handlers.register(new CheckSentOrder(parts, queue));
    handlers.register(new CancelOrder(parts, queue));
    handlers.register(new PushOrder(parts, queue));
    handlers.register(new TendLine(connection));
    queue.recur(TendLine.recurring());
    handlers.register(
        new RefreshCatalog(
            new PullCatalog(database, new CatalogStore(), client, queue), connection));
    AuditLog audit = TestAudit.log(clock);
    this.orderService = new PurchaseOrderService(database, orders, queue, () -> true, audit, clock);
    this.sync = new SyncService(parts, queue, orderService, budget);
    this.cancelling = new CancelService(parts, queue, orderService, audit);
    this.reopening =
        new ReopenService(
            parts,
            queue,
            orderService,
            audit,
            new ReopenService.Surroundings(
                new ReferenceCheck(parts), (tx, order) -> drift.replace(tx, order, List.of())));
    this.changes =
        new ConsignmentChanges(
            new ChangesParts(database, orders, drift, queue, connection, budget, register, clock));
    this.adopting = new AdoptService(parts, queue, orderService, sync, audit, changes::apply);
    this.driftService =
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
    this.worker =
        new Worker(
            database,
            queue,
            WorkerOptions.defaults()
                .withConcurrency(() -> 2)
                .withRetryPolicy(() -> new RetryPolicy(3, List.of(Duration.ofMillis(10)), 0)),
            WorkerHost.current("test"),
            System::nanoTime,
            new Random(seed));
  }

  private XSeriesClient client(Emulator emulator, Duration timeout, CallBudget budget) {
    AccessToken token = new AccessToken(emulator.token());
    return new XSeriesClient(
        XSeriesConnection.to(
            new XSeriesAddress(URI.create(emulator.url()), "2.0"), timeout, "test/1"),
        () -> token,
        budget,
        entry -> {},
        InstantSource.system(),
        this::requireItsStore);
  }

  private void requireItsStore() {
    installation.requireItsStore();
  }

  /// Mirrors the whole catalogue, however busy the machine is.
  void pullCatalog() throws InterruptedException {
    var _ =
        new PullCatalog(database, new CatalogStore(), patient, queue)
            .pull(Caller.person(), false, (what, soFar) -> {});
  }

  /// Runs everything that is due.
  void work() throws InterruptedException {
    worker.drain();
  }

  /// Runs the next few jobs that are due, also while another process is held up in one.
  void workABit() throws InterruptedException {
    for (int jobs = 0; jobs < A_BIT && worker.runOnce().isPresent(); jobs++) {}
  }

  /// Three consignments that nobody here announced stop all sending until a person has looked.
  ///
  /// @return whether that was so
  boolean confirmIfStopped() {
    boolean isStopped =
        installation
            .knownHindrance()
            .filter(why -> why.kind() == Hindrance.Kind.STOPPED)
            .isPresent();
    if (isStopped) {
      var confirming = new ConfirmInstallation(installation);
      var _ = confirming.moved(confirming.state().shown(), "test");
    }
    return isStopped;
  }

  /// Before the n-th call that is made from now on, this happens, once.
  ///
  /// @param calls that are made before it
  void beforeCall(int calls, Runnable event) {
    callsLeft.set(calls);
    atCall.set(event);
  }

  void calmDown() {
    atCall.set(null);
  }

  /// Whether Lightspeed is known to answer, and nothing is under way besides what recurs.
  boolean isSettled() {
    return line.lookClosely().kind() == LineState.Kind.UP
        && !isUnfinished(
            "job_type NOT IN"
                + " ('consignments.poll', 'consignments.compare', 'line.tend', 'catalog.pull')");
  }

  boolean isComparing() {
    return isUnfinished("job_type = 'consignments.compare'");
  }

  private boolean isUnfinished(String condition) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM queue_jobs"
                        + " WHERE status IN ('PENDING', 'PROCESSING') AND "
                        + condition
                        + ")")
                .mapTo(Boolean.class)
                .one());
  }

  /// What bulk calls were to add to this consignment of which nobody knows that they were carried
  /// out: of each call, how much of which product.
  List<Map<String, BigDecimal>> lostAdditions(String consignment) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT details FROM lightspeed_sync_log
                    WHERE operation = 'ADD_PRODUCTS'
                      AND (status = 'IN_PROGRESS' OR status = 'FAILED' AND was_unknown)
                      AND details LIKE CONCAT('%', :consignment, '%')
                    """)
                .bind("consignment", consignment)
                .mapTo(String.class)
                .map(WorldProcess::announced)
                .list());
  }

  private static Map<String, BigDecimal> announced(String details) {
    Map<String, BigDecimal> lines = new HashMap<>();
    for (JsonNode line : Json.mapper().readTree(details).path("lines")) {
      lines.put(line.path("product_id").asString(), line.path("count").decimalValue());
    }
    return lines;
  }

  /// So much of a product on a consignment.
  record Addition(String consignment, String product, BigDecimal count) {}

  /// What bulk calls that were announced since have added.
  List<Addition> additionsSince(long newest) {
    List<String> calls =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT details FROM lightspeed_sync_log
                        WHERE id > :newest AND operation = 'ADD_PRODUCTS' AND status = 'COMPLETED'
                        """)
                    .bind("newest", newest)
                    .mapTo(String.class)
                    .list());
    List<Addition> all = new ArrayList<>();
    for (String details : calls) {
      String consignment = Json.mapper().readTree(details).path("consignment_id").asString();
      announced(details)
          .forEach((product, count) -> all.add(new Addition(consignment, product, count)));
    }
    return all;
  }

  /// A job that writes to an order.
  record Writer(String order, long job) {
    /// Whether another job is the order's writer.
    boolean isBeside(List<Writer> all) {
      return all.stream().anyMatch(one -> one.order().equals(order) && one.job() != job);
    }
  }

  /// Those that may write at this moment.
  List<Writer> writers() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT c.id, j.id FROM vend_consignments c JOIN queue_jobs j
                      ON j.id = c.writer_job_id AND j.claim_token = c.writer_token
                    WHERE j.status = 'PROCESSING'
                    """)
                .map((row, _) -> new Writer(row.getString(1), row.getLong(2)))
                .list());
  }

  boolean isRunning(long job) {
    return database.read(
        handle ->
            handle
                .select(
                    "SELECT EXISTS (SELECT 1 FROM queue_jobs WHERE id = ? AND status ="
                        + " 'PROCESSING')",
                    job)
                .mapTo(Boolean.class)
                .one());
  }

  long newestWrite() {
    return database.read(
        handle ->
            handle
                .select("SELECT COALESCE(MAX(id), 0) FROM lightspeed_sync_log")
                .mapTo(Long.class)
                .one());
  }

  /// Those that have announced a write since.
  List<Writer> writersSince(long newest) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT entity_id, job_id FROM lightspeed_sync_log
                    WHERE id > :newest AND epoch IS NOT NULL
                    """)
                .bind("newest", newest)
                .map((row, _) -> new Writer(row.getString(1), row.getLong(2)))
                .list());
  }

  /// Lets everything that waits be due now.
  void bringForward() {
    database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET available_at = NOW(6) WHERE status = 'PENDING'"
                    + " AND available_at > NOW(6)"));
  }

  /// Waits by the database's clock.
  void pause(Duration time) {
    double seconds = time.toNanos() / 1e9;
    database.read(handle -> handle.select("SELECT SLEEP(?)", seconds).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    worker.close();
    client.close();
    patient.close();
    seen.close();
  }

  /// Lets something happen in the world directly before a call is made.
  private final class Eventful extends UnlimitedBudget {
    @Override
    public Permit acquire(Urgency urgency) {
      Runnable event = atCall.get();
      if (event != null && callsLeft.decrementAndGet() < 0 && atCall.compareAndSet(event, null)) {
        event.run();
      }
      return () -> {};
    }
  }
}
