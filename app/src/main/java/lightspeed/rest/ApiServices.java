package lightspeed.rest;

import lightspeed.audit.AuditTrail;
import lightspeed.catalog.ProductList;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.doctor.HealthChecks;
import lightspeed.drift.SettleShown;
import lightspeed.drift.Standings;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Installation;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.receipt.Receipts;
import lightspeed.register.Register;
import lightspeed.sync.AdoptService;
import lightspeed.sync.BesideService;
import lightspeed.sync.CancelService;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SyncService;
import lightspeed.webhook.Deliveries;

/// What the API calls. Each is asked for when a request needs it, because some need a store and a
/// token that may not be set yet. An interface because the one who builds it all, `App`, is above
/// this package.
///
/// **Threads:** safe.
public interface ApiServices {
  PurchaseOrderService orders();

  /// Plans and starts the sending of orders.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  SyncService sync();

  /// Where orders stand.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Standings standings();

  /// What came when.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Receipts receipts();

  /// Cancels orders.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  CancelService cancelling();

  /// Makes orders that were never sent drafts again.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  ReopenService reopening();

  /// Takes consignments over as orders'.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  AdoptService adopting();

  /// Sends orders beside what has their numbers.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  BesideService beside();

  /// Compares orders with Lightspeed and settles what differs.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  SettleShown settling();

  /// Which order numbers are taken in the store.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Register register();

  /// Reads what changed in Lightspeed.
  ///
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  ConsignmentChanges changes();

  /// Which store this is about, and whether it may be read.
  Installation installation();

  /// Whether this installation is the one that sends.
  ConfirmInstallation confirming();

  /// Jobs, to change: what a job is about is kept in step with it.
  JobQueue handledQueue();

  Deliveries deliveries();

  ProductList products();

  HealthChecks health();

  /// Who did what.
  AuditTrail audit();
}
