package lightspeed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lightspeed.audit.AuditLog;
import lightspeed.audit.AuditTrail;
import lightspeed.audit.PruneAudit;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.ProductList;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.cli.Services;
import lightspeed.cli.ServicesFactory;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.Settings;
import lightspeed.db.Backup;
import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.DatabaseShell;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.Migrations;
import lightspeed.db.Sleeper;
import lightspeed.doctor.Doctor;
import lightspeed.doctor.HealthChecks;
import lightspeed.drift.DriftService;
import lightspeed.drift.SettleShown;
import lightspeed.drift.Standings;
import lightspeed.history.ActivityStore;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Installation;
import lightspeed.installation.RotateKey;
import lightspeed.installation.ServerBeat;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.Worker;
import lightspeed.job.WorkerHost;
import lightspeed.lookup.ConnectionTest;
import lightspeed.lookup.JobCalls;
import lightspeed.lookup.LookUps;
import lightspeed.notify.Notifications;
import lightspeed.purchaseorder.OrderExport;
import lightspeed.purchaseorder.OrderImport;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.receipt.Receipts;
import lightspeed.register.Register;
import lightspeed.rest.ApiServices;
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
import lightspeed.webhook.Refusal;
import lightspeed.webhook.RefusalCounts;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.HttpDefaults;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// The whole product as commands, workers and servers see it; they use the same one. The only place
/// that reads the clock. [Parts] builds what it consists of.
///
/// **Threads:** safe.
final class App implements Services, ApiServices {
  /// How soon running processes follow a changed setting.
  private static final Duration SETTINGS_INTERVAL = Duration.ofSeconds(1);

  private final ServicesFactory.Request request;
  private final Program program;
  private final String version;
  private final Parts parts;

  App(ServicesFactory.Request request, Program program, String version) {
    HttpDefaults.set();
    this.request = request;
    this.program = program;
    this.version = version;
    this.parts = new Parts(request, program, version, InstantSource.system());
  }

  @Override
  public InstantSource clock() {
    return parts.clock();
  }

  @Override
  public Sleeper sleeper() {
    return Sleeper.real();
  }

  @Override
  public String actor() {
    return "cli:" + System.getProperty("user.name", "unknown");
  }

  @Override
  public AuditTrail audit() {
    return new AuditTrail(databasePart().database(), auditLog());
  }

  @Override
  public PruneAudit pruneAudit() {
    return new PruneAudit(databasePart().migrationDatabase(), auditLog(), clock());
  }

  AuditLog auditLog() {
    return parts.auditLog();
  }

  @Override
  public Configuration configuration() {
    return settings().refresh();
  }

  @Override
  public @Nullable Path home() {
    return program.home();
  }

  @Override
  public ConfirmInstallation confirming() {
    return new ConfirmInstallation(installation());
  }

  @Override
  public SwitchStore switchStore() {
    return new SwitchStore(databasePart().database(), installation());
  }

  @Override
  public RestoreBackup restoreBackup() {
    return new InstallationPart(parts).restoreBackup();
  }

  @Override
  public ServerBeat serverBeat() {
    var here = WorkerHost.current(version);
    return new ServerBeat(databasePart().database(), here.name(), here.pid());
  }

  @Override
  public RotateKey rotateKey() {
    return parts.rotateKey();
  }

  @Override
  public String keyPlace() {
    return parts.keys().toString();
  }

  @Override
  public Optional<EmbeddedServer> embeddedServer() {
    return databasePart().embeddedServer();
  }

  @Override
  public DatabaseAddress databaseAddress() {
    return databasePart().address();
  }

  @Override
  public Migrations migrations() {
    return databasePart().migrations();
  }

  @Override
  public Backup backup() {
    return databasePart().backup();
  }

  @Override
  public DatabaseShell databaseShell() {
    return databasePart().shell();
  }

  @Override
  public Worker worker(Set<JobType> types) {
    return new WorkerPart(databasePart().database(), settings(), version)
        .worker(handledQueue(), types);
  }

  @Override
  public void followSettings() {
    settings().start(SETTINGS_INTERVAL);
  }

  @Override
  public OrderImport orderImport() {
    return new OrderImport(databasePart().database(), new CatalogStore(), clock());
  }

  @Override
  public OrderExport orderExport() {
    return new OrderExport(orders());
  }

  @Override
  public SyncService sync() {
    return syncPart().service();
  }

  @Override
  public Register register() {
    return syncPart().register();
  }

  @Override
  public ConsignmentChanges changes() {
    return syncPart().changes();
  }

  @Override
  public CancelService cancelling() {
    return syncPart().cancelling();
  }

  @Override
  public ReopenService reopening() {
    return syncPart().reopening();
  }

  @Override
  public AdoptService adopting() {
    return syncPart().adopting();
  }

  @Override
  public BesideService beside() {
    return syncPart().beside();
  }

  @Override
  public DriftService drift() {
    return syncPart().drift();
  }

  @Override
  public SettleShown settling() {
    return new SettleShown(drift());
  }

  @Override
  public Standings standings() {
    return syncPart().standings();
  }

  @Override
  public Receipts receipts() {
    return syncPart().receipts();
  }

  @Override
  public void onSyncStep(SyncListener listener) {
    syncPart().onStep(listener);
  }

  @Override
  public Deliveries deliveries() {
    return webhookPart().deliveries();
  }

  @Override
  public Notifications notifications() {
    return parts.notifyPart().notifications();
  }

  @Override
  public Subscriptions subscriptions() {
    var live = settings();
    return new Subscriptions(lightspeed().client(), () -> live.current().webhook());
  }

  @Override
  public WebServer server() {
    return new ServerPart(this, version).server();
  }

  @Override
  public Users users() {
    return signInPart().users();
  }

  @Override
  public ForgetPerson forgetPerson() {
    return new ForgetPerson(databasePart().database(), auditLog(), clock());
  }

  @Override
  public SecondFactors secondFactors() {
    return signInPart().secondFactors();
  }

  @Override
  public ApiTokens tokens() {
    return signInPart().tokens();
  }

  @Override
  public SetUp setUp() {
    return signInPart().setUp();
  }

  SignInPart signInPart() {
    return new SignInPart(
        databasePart().database(), settings(), parts.secrets(), auditLog(), clock());
  }

  @Override
  public PullCatalog pullCatalog() {
    return syncPart().pullCatalog();
  }

  @Override
  public ProductList products() {
    return new ProductList(databasePart().database(), new CatalogStore());
  }

  @Override
  public ConnectionTest connectionTest() {
    var part = lightspeed();
    part.token();
    return new ConnectionTest(
        part.client(),
        part.line(),
        part.budget(),
        part.address(),
        configuration().get(Settings.LIGHTSPEED_API_VERSION));
  }

  @Override
  public LookUps lookUps() {
    return new LookUps(databasePart().database(), new CatalogStore(), lightspeed().client());
  }

  @Override
  public JobCalls jobCalls() {
    return new JobCalls(databasePart().database(), lightspeed().log());
  }

  @Override
  public Line line() {
    return lightspeed().line();
  }

  Duration pollInterval() {
    return lightspeed().pollInterval().get();
  }

  @Override
  public HealthChecks health() {
    return new HealthChecks(this::doctor);
  }

  @Override
  public Doctor doctor() {
    return new DoctorPart(this, request.environment(), envFile(), program, version).doctor();
  }

  /// Statements on whatever tables there are.
  Database migrationDatabase() {
    return databasePart().migrationDatabase();
  }

  Database unchecked() {
    return databasePart().unchecked();
  }

  Database database() {
    return databasePart().database();
  }

  CallBudget budget() {
    return lightspeed().budget();
  }

  XSeriesClient client() {
    return lightspeed().client();
  }

  Set<String> jobTypes() {
    return Set.copyOf(handledQueue().types());
  }

  Map<Refusal, Long> refusedOfLastDay() {
    return new RefusalCounts(databasePart().database()).ofLastDay();
  }

  private @Nullable Path envFile() {
    try {
      return program.envFile(request.envFile()).path();
    } catch (ConfigurationInvalid _) {
      return request.envFile();
    }
  }

  /// Our own database has its tables made as soon as someone looks.
  Migrations filledMigrations() {
    if (databasePart().embeddedServer().isPresent()) {
      databasePart().database();
    }
    return migrations();
  }

  @Override
  public ActivityStore activity() {
    return new ActivityStore(databasePart().database());
  }

  @Override
  public Configuration localConfiguration() {
    return parts.localConfiguration();
  }

  @Override
  public DataDirectory dataDirectory() {
    return parts.dataDirectory();
  }

  @Override
  public LiveSettings settings() {
    return parts.settings();
  }

  @Override
  public Installation installation() {
    return parts.installation();
  }

  @Override
  public JobQueue queue() {
    return parts.queue();
  }

  @Override
  public JobQueue handledQueue() {
    return parts.handledQueue();
  }

  @Override
  public PurchaseOrderService orders() {
    return parts.orders();
  }

  OAuthPart oauthPart() {
    return parts.oauthPart();
  }

  WebhookPart webhookPart() {
    return parts.webhookPart();
  }

  private SyncPart syncPart() {
    return parts.syncPart();
  }

  private LightspeedPart lightspeed() {
    return parts.lightspeed();
  }

  private DatabasePart databasePart() {
    return parts.databasePart();
  }

  @Override
  public void close() {
    parts.close();
  }
}
