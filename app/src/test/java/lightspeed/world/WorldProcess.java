package lightspeed.world;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.CatalogStore;
import lightspeed.changes.ChangesParts;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.db.Database;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore;
import lightspeed.drift.ReadOrder;
import lightspeed.installation.Installation;
import lightspeed.installation.Installations;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.RetryPolicy;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
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
import xseries.emulator.Emulator;

/// Everything that a process of the product has for itself: a new one remembers nothing.
final class WorldProcess implements AutoCloseable {
  private static final CallBudget.State UNLIMITED =
      new CallBudget.State(null, null, Duration.ofMinutes(5), null);

  /// Long enough that a busy machine does not lose answers by itself: what is lost is in the
  /// script.
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(900);
  static final Duration SETTLE = Duration.ofMillis(60);

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
  private final Installation installation;
  private final JobHandlers handlers = new JobHandlers();
  private final XSeriesClient client;
  private final Worker worker;

  WorldProcess(DataSource connections, Emulator emulator, long seed) {
    this.database = new Database(connections);
    InstantSource clock = InstantSource.system();
    CallBudget budget = new UnlimitedBudget(UNLIMITED);
    AccessToken token = new AccessToken(emulator.token());
    this.client = client(emulator, REQUEST_TIMEOUT, budget);
    this.queue = new JobQueue(database, handlers);
    Register register =
        new Register(database, client, () -> Duration.ofMinutes(1), clock, System::nanoTime);
    Line line = TestLine.of(database, queue, client, () -> token);
    line.afterOutages(register::distrust);
    this.installation = Installations.of(database);
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
    AuditLog audit = new AuditLog(clock);
    this.orderService = new PurchaseOrderService(database, orders, queue, () -> true, clock);
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
    this.driftService =
        new DriftService(
            new DriftService.Parts(
                database,
                orders,
                drift,
                queue,
                new ReadOrder(database, client, new FindGone(database, register, client)),
                audit,
                clock),
            orderService);
    this.changes =
        new ConsignmentChanges(
            new ChangesParts(database, orders, drift, queue, connection, budget, register, clock));
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

  private static XSeriesClient client(Emulator emulator, Duration timeout, CallBudget budget) {
    AccessToken token = new AccessToken(emulator.token());
    return new XSeriesClient(
        XSeriesConnection.to(
            new XSeriesAddress(URI.create(emulator.url()), "2.0"), timeout, "test/1"),
        () -> token,
        budget,
        entry -> {},
        InstantSource.system());
  }

  /// Mirrors the whole catalogue, however busy the machine is.
  void pullCatalog(Emulator emulator) throws InterruptedException {
    try (XSeriesClient patient =
        client(emulator, Duration.ofMinutes(1), new UnlimitedBudget(UNLIMITED))) {
      var _ =
          new PullCatalog(database, new CatalogStore(), patient, queue)
              .pull(Caller.person(), false, (what, soFar) -> {});
    }
  }

  /// Runs everything that is due.
  void work() throws InterruptedException {
    worker.drain();
  }

  /// Three consignments that nobody here announced stop all sending until a person has looked.
  void confirm() {
    installation.confirmMoved("test");
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
  }
}
