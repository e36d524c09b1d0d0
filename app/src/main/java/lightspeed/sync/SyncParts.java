package lightspeed.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.xseries.XSeriesClient;

/// What every step of the protocol works with.
///
/// @param settleTime how long an unanswered request may still take effect; asked for whenever it
///     matters
/// @param requestTimeout the longest a request can take
public record SyncParts(
    Database database,
    PurchaseOrderStore orders,
    CatalogStore catalog,
    Register register,
    Connection connection,
    Supplier<Duration> settleTime,
    Duration requestTimeout,
    InstantSource clock,
    SyncListener listener) {

  XSeriesClient client() {
    return connection.client();
  }

  SyncJournal journal() {
    return new SyncJournal();
  }

  Settling settling() {
    return new Settling(settleTime);
  }

  RemoteWrites writes() {
    return new RemoteWrites(
        database, journal(), connection.installation(), requestTimeout, listener);
  }

  CheckOrder checkOrder() {
    return new CheckOrder(database, catalog);
  }
}
