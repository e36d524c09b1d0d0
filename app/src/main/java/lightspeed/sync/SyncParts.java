package lightspeed.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.xseries.XSeriesClient;

/// What every step of the protocol works with.
///
/// @param settleTime how long an unanswered request may still take effect; asked for whenever it
///     matters
/// @param requestTimeout the longest a request can take
/// @param nanoTicker the process's monotonic clock
/// @param doubts of the process
public record SyncParts(
    Database database,
    PurchaseOrderStore orders,
    CatalogStore catalog,
    Register register,
    Connection connection,
    Supplier<Duration> settleTime,
    Duration requestTimeout,
    InstantSource clock,
    SyncListener listener,
    LongSupplier nanoTicker,
    Doubts doubts) {

  /// With the clock and the doubts of this process.
  public SyncParts(
      Database database,
      PurchaseOrderStore orders,
      CatalogStore catalog,
      Register register,
      Connection connection,
      Supplier<Duration> settleTime,
      Duration requestTimeout,
      InstantSource clock,
      SyncListener listener) {
    this(
        database,
        orders,
        catalog,
        register,
        connection,
        settleTime,
        requestTimeout,
        clock,
        listener,
        System::nanoTime,
        new Doubts(System::nanoTime));
  }

  Run run(RunningJob job, PurchaseOrderId order) {
    PlannedWrites writes = new PlannedWrites(client(), Run.caller(job, order));
    return new Run(job, order, new Continuity(nanoTicker), writes, new TakenWrites());
  }

  XSeriesClient client() {
    return connection.client();
  }

  SyncJournal journal() {
    return new SyncJournal();
  }

  Settling settling() {
    return new Settling(settleTime, doubts);
  }

  RemoteWrites writes() {
    return new RemoteWrites(
        database, journal(), connection.installation(), requestTimeout, listener, doubts);
  }

  CheckOrder checkOrder() {
    return new CheckOrder(database, catalog);
  }
}
