package lightspeed;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.CatalogStore;
import lightspeed.changes.ChangesParts;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.changes.PollInterval;
import lightspeed.db.Database;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore;
import lightspeed.drift.ForgetDrift;
import lightspeed.drift.ReadOrder;
import lightspeed.drift.Standings;
import lightspeed.installation.Installation;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.receipt.ReadDeliveries;
import lightspeed.receipt.Receipts;
import lightspeed.register.Register;
import lightspeed.settings.LiveSettings;
import lightspeed.sync.AdoptService;
import lightspeed.sync.BesideService;
import lightspeed.sync.CancelOrder;
import lightspeed.sync.CancelService;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.Connection;
import lightspeed.sync.FindGone;
import lightspeed.sync.Operation;
import lightspeed.sync.PullCatalog;
import lightspeed.sync.PushOrder;
import lightspeed.sync.ReferenceCheck;
import lightspeed.sync.RefreshCatalog;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SendPurchaseOrder;
import lightspeed.sync.SyncListener;
import lightspeed.sync.SyncLog;
import lightspeed.sync.SyncParts;
import lightspeed.sync.SyncService;
import lightspeed.sync.TendLine;

/// What joins orders and Lightspeed: the service and the handlers of its jobs.
///
/// **Threads:** safe.
final class SyncPart {
  private final SyncParts parts;
  private final Register register;
  private final PullCatalog pullCatalog;
  private final SyncService service;
  private final ConsignmentChanges changes;
  private final CancelService cancelling;
  private final ReopenService reopening;
  private final AdoptService adopting;
  private final BesideService beside;
  private final DriftService drift;
  private final Standings standings;
  private final Receipts receipts;
  private final PollInterval pollInterval;
  private final Listeners listeners = new Listeners();

  SyncPart(
      Database database,
      LiveSettings settings,
      LightspeedPart lightspeed,
      Installation installation,
      JobQueue queue,
      PurchaseOrderService orders,
      PurchaseOrderStore store,
      AuditLog audit,
      InstantSource clock) {
    this.pollInterval = lightspeed.pollInterval();
    this.register = lightspeed.register();
    lightspeed.line().afterOutages(register::distrust);
    this.parts =
        new SyncParts(
            database,
            store,
            new CatalogStore(),
            register,
            new Connection(lightspeed.client(), lightspeed.line(), lightspeed::token, installation),
            () -> settings.current().sync().settle(),
            lightspeed.requestTimeout(),
            clock,
            listeners);
    this.pullCatalog = new PullCatalog(database, new CatalogStore(), lightspeed.client(), queue);
    this.service = new SyncService(parts, queue, orders, lightspeed.budget());
    this.changes =
        new ConsignmentChanges(
            new ChangesParts(
                database,
                parts.orders(),
                new DriftStore(),
                queue,
                parts.connection(),
                lightspeed.budget(),
                register,
                clock));
    this.cancelling = new CancelService(parts, queue, orders, audit);
    this.reopening =
        new ReopenService(
            parts,
            queue,
            orders,
            audit,
            new ReopenService.Surroundings(new ReferenceCheck(parts), ForgetDrift::of));
    this.adopting = new AdoptService(parts, queue, orders, service, audit, changes::apply);
    this.beside = new BesideService(parts, queue, orders, service, audit);
    this.drift =
        new DriftService(
            new DriftService.Parts(
                database,
                parts.orders(),
                new DriftStore(),
                queue,
                new ReadOrder(
                    database,
                    lightspeed.client(),
                    new FindGone(database, register, lightspeed.client())),
                changes::judge,
                audit,
                clock),
            orders);
    this.standings = new Standings(database, service, installation);
    this.receipts = new Receipts(database, lightspeed.client()::tellsDeliveries);
  }

  Register register() {
    return register;
  }

  PullCatalog pullCatalog() {
    return pullCatalog;
  }

  SyncService service() {
    return service;
  }

  ConsignmentChanges changes() {
    return changes;
  }

  CancelService cancelling() {
    return cancelling;
  }

  ReopenService reopening() {
    return reopening;
  }

  AdoptService adopting() {
    return adopting;
  }

  BesideService beside() {
    return beside;
  }

  DriftService drift() {
    return drift;
  }

  Standings standings() {
    return standings;
  }

  Receipts receipts() {
    return receipts;
  }

  /// Joins job types and handlers.
  ///
  /// @throws IllegalStateException when one is missing or doubled
  void register(JobHandlers handlers, JobQueue queue) {
    handlers.register(new SendPurchaseOrder(parts, queue));
    handlers.register(new CheckSentOrder(parts, queue));
    handlers.register(new CancelOrder(parts, queue));
    handlers.register(new PushOrder(parts, queue));
    handlers.register(new TendLine(parts.connection()));
    queue.recur(TendLine.recurring());
    handlers.register(
        new ReadDeliveries(parts.database(), parts.orders(), parts.connection(), parts.clock()));
    handlers.register(new RefreshCatalog(pullCatalog, parts.connection()));
    changes.register(handlers, pollInterval);
    handlers.requireAll(ConsignmentChanges.types());
    handlers.requireAll(
        List.of(
            SyncJob.TYPE,
            CheckSentOrder.TYPE,
            CancelOrder.TYPE,
            PushOrder.TYPE,
            ReadDeliveries.TYPE,
            TendLine.TYPE,
            RefreshCatalog.TYPE));
  }

  void onStep(SyncListener listener) {
    listeners.all.add(listener);
  }

  /// Tells the log and whoever else wants to hear.
  private static final class Listeners implements SyncListener {
    private final List<SyncListener> all = new CopyOnWriteArrayList<>(List.of(new SyncLog()));

    @Override
    public void began(PurchaseOrderId order, Operation operation, String what) {
      all.forEach(listener -> listener.began(order, operation, what));
    }

    @Override
    public void ended(PurchaseOrderId order, Operation operation, String result) {
      all.forEach(listener -> listener.ended(order, operation, result));
    }
  }
}
