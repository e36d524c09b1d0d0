package lightspeed.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import lightspeed.audit.AuditTrail;
import lightspeed.audit.PruneAudit;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.db.Backup;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.DatabaseShell;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.Migrations;
import lightspeed.db.Sleeper;
import lightspeed.doctor.Doctor;
import lightspeed.doctor.HealthChecks;
import lightspeed.drift.DriftService;
import lightspeed.drift.Standings;
import lightspeed.history.ActivityStore;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Installation;
import lightspeed.installation.RotateKey;
import lightspeed.installation.ServerBeat;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.Worker;
import lightspeed.lookup.ConnectionTest;
import lightspeed.lookup.JobCalls;
import lightspeed.lookup.LookUps;
import lightspeed.notify.Notifications;
import lightspeed.purchaseorder.OrderExport;
import lightspeed.purchaseorder.OrderImport;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.receipt.Receipts;
import lightspeed.register.Register;
import lightspeed.restore.RestoreBackup;
import lightspeed.retailer.Line;
import lightspeed.server.WebServer;
import lightspeed.settings.LiveSettings;
import lightspeed.signin.ApiTokens;
import lightspeed.signin.ForgetPerson;
import lightspeed.signin.SecondFactors;
import lightspeed.signin.SetUp;
import lightspeed.signin.Users;
import lightspeed.subscription.Subscriptions;
import lightspeed.sync.AdoptService;
import lightspeed.sync.BesideService;
import lightspeed.sync.CancelService;
import lightspeed.sync.PullCatalog;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SwitchStore;
import lightspeed.sync.SyncListener;
import lightspeed.sync.SyncService;
import lightspeed.webhook.Deliveries;
import org.jspecify.annotations.Nullable;

/// What commands call. Each part is built when it is first asked for, so a command pays only for
/// what it uses. An interface because the one who builds it all, `App`, is above this package.
///
/// **Threads:** safe.
public interface Services extends AutoCloseable {

  /// The wall clock, for what people read.
  InstantSource clock();

  /// Waits, until interrupted.
  Sleeper sleeper();

  /// Who is calling, for the audit log.
  String actor();

  /// Who did what.
  AuditTrail audit();

  /// Deletes old entries of it.
  PruneAudit pruneAudit();

  /// What holds without the settings in the database.
  Configuration localConfiguration();

  /// What holds, with the settings in the database.
  Configuration configuration();

  DataDirectory dataDirectory();

  /// The launcher's folder, null when there is no launcher.
  @Nullable Path home();

  LiveSettings settings();

  /// Whose database this is, and whether it may send.
  Installation installation();

  /// What a person says about this installation.
  ConfirmInstallation confirming();

  /// Leaves the store for another one.
  SwitchStore switchStore();

  /// Brings the tables of a backup back. Starts the embedded server.
  RestoreBackup restoreBackup();

  /// A server shows that it runs.
  ServerBeat serverBeat();

  /// Another key for this installation.
  RotateKey rotateKey();

  /// Where the key is, in words.
  String keyPlace();

  /// The product's own database server; empty when an outside one is configured.
  Optional<EmbeddedServer> embeddedServer();

  /// Where the database is. Starts the embedded server.
  DatabaseAddress databaseAddress();

  /// The tables of the database. Starts the embedded server.
  Migrations migrations();

  /// Starts the embedded server.
  Backup backup();

  /// Starts the embedded server.
  DatabaseShell databaseShell();

  /// Jobs, to look at.
  JobQueue queue();

  /// Jobs, to change: what a job is about is kept in step with it.
  JobQueue handledQueue();

  /// Runs jobs, as the settings say.
  ///
  /// @param types only these; empty: all
  /// @throws lightspeed.config.ConfigurationInvalid when store or token are not set
  Worker worker(Set<JobType> types);

  /// From now on settings follow the database within seconds.
  void followSettings();

  /// Webhooks that were accepted.
  Deliveries deliveries();

  /// What we tell the retailer's own systems.
  Notifications notifications();

  /// Our subscriptions at Lightspeed.
  Subscriptions subscriptions();

  /// What `serve` answers; listens when it is started.
  WebServer server();

  /// Who may sign in.
  Users users();

  /// Replaces the name of a person who left.
  ForgetPerson forgetPerson();

  /// What people prove besides their password.
  SecondFactors secondFactors();

  /// Which programs may call the API.
  ApiTokens tokens();

  /// The first admin's way in.
  SetUp setUp();

  PurchaseOrderService orders();

  OrderImport orderImport();

  OrderExport orderExport();

  SyncService sync();

  /// Which references are taken in the store.
  Register register();

  /// The way back: what changed in Lightspeed.
  ConsignmentChanges changes();

  CancelService cancelling();

  /// Makes orders that were never sent drafts again.
  ReopenService reopening();

  /// Takes consignments over that stand in Lightspeed.
  AdoptService adopting();

  /// Sends orders beside what has their numbers.
  BesideService beside();

  /// What differs between orders and their consignments.
  DriftService drift();

  /// Where orders stand.
  Standings standings();

  /// What came when.
  Receipts receipts();

  /// Tells each step of every sync in this process.
  void onSyncStep(SyncListener listener);

  PullCatalog pullCatalog();

  ConnectionTest connectionTest();

  LookUps lookUps();

  JobCalls jobCalls();

  /// Whether anything can be sent to Lightspeed at the moment.
  Line line();

  HealthChecks health();

  /// Finds what is wrong, also when settings, database or Lightspeed cannot be used.
  Doctor doctor();

  ActivityStore activity();

  @Override
  void close();
}
