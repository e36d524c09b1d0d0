package lightspeed.sync;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.installation.Installations;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.job.WorkerOptions;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.retailer.SharedBudget;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import org.jspecify.annotations.Nullable;

/// A worker with everything it has for itself in a process of its own.
final class LoneWorker implements AutoCloseable {
  static final String RETAILER = "test";
  static final Duration WINDOW = Duration.ofMinutes(5);

  /// No request is lost here, so there is little to wait for.
  private static final Duration SETTLE = Duration.ofMillis(20);

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

  private final Worker worker;
  private final XSeriesClient client;

  LoneWorker(SyncWorld world, RefusingConnections connections) {
    Database database = new Database(connections.dataSource());
    AccessToken token = new AccessToken(world.emulator.token());
    this.client =
        new XSeriesClient(
            XSeriesConnection.to(
                new XSeriesAddress(URI.create(world.emulator.url()), "2.0"),
                REQUEST_TIMEOUT,
                "test/1"),
            () -> token,
            new SilentBudget(new SharedBudget(database, RETAILER, WINDOW)),
            entry -> {},
            InstantSource.system());
    JobHandlers handlers = new JobHandlers();
    JobQueue queue = new JobQueue(database, handlers);
    SyncParts parts =
        new SyncParts(
            database,
            new PurchaseOrderStore(),
            new CatalogStore(),
            new Register(
                database,
                client,
                () -> Duration.ofMinutes(1),
                InstantSource.system(),
                System::nanoTime),
            new Connection(
                client,
                TestLine.of(database, queue, client, () -> token),
                () -> token,
                Installations.of(database)),
            () -> SETTLE,
            REQUEST_TIMEOUT,
            InstantSource.system(),
            new SyncLog());
    handlers.register(new SendPurchaseOrder(parts, queue));
    handlers.register(new CheckSentOrder(parts, queue));
    this.worker =
        new Worker(
            database,
            queue,
            WorkerOptions.defaults(),
            WorkerHost.current("test"),
            System::nanoTime,
            new Random(1));
  }

  void start() {
    worker.start();
  }

  @Override
  public void close() {
    worker.close();
    client.close();
  }

  /// The shared budget without the reports and the slow calls, which are written now and then as
  /// time goes by: they would be other statements in every run.
  private record SilentBudget(SharedBudget budget) implements CallBudget {
    @Override
    public Permit acquire(Urgency urgency) throws InterruptedException {
      budget.acquire(urgency);
      return () -> {};
    }

    @Override
    public void reported(@Nullable Integer limit, @Nullable Integer remaining) {}

    @Override
    public void refused(Duration retryAfter) {
      budget.refused(retryAfter);
    }

    @Override
    public State state() {
      return budget.state();
    }
  }
}
