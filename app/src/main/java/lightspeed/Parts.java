package lightspeed;

import java.time.InstantSource;
import java.util.List;
import lightspeed.audit.AuditLog;
import lightspeed.audit.AuditTrail;
import lightspeed.cli.ServicesFactory;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.config.SettingSources;
import lightspeed.installation.Installation;
import lightspeed.installation.RotateKey;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.WorkerHost;
import lightspeed.oauth.OAuthConnection;
import lightspeed.purchaseorder.ApprovalRules;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.retention.PruneHistory;
import lightspeed.settings.KeyChange;
import lightspeed.settings.KeySource;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.Reseal;
import lightspeed.settings.SealedColumn;
import lightspeed.settings.SecretBox;
import lightspeed.signin.SecondFactors;
import lightspeed.witness.TellHead;
import org.jspecify.annotations.Nullable;

/// What the product consists of, each part built with `new` when it is first needed, and closed in
/// reverse. [App] is what commands and servers see of it.
///
/// **Threads:** safe.
final class Parts implements AutoCloseable {
  /// The registry of sealed secrets: a test looks that none is missing.
  static final List<SealedColumn> SEALED =
      List.of(LiveSettings.SEALED, OAuthConnection.SEALED, SecondFactors.SEALED);

  private final ServicesFactory.Request request;
  private final Program program;
  private final String version;
  private final JobHandlers handlers = new JobHandlers();
  private final InstantSource clock;

  private @Nullable Configuration localConfiguration;
  private @Nullable DataDirectory dataDirectory;
  private @Nullable KeySource keys;
  private @Nullable DatabasePart databasePart;
  private @Nullable LiveSettings settings;
  private @Nullable JobQueue queue;
  private boolean isRegistered;
  private @Nullable LightspeedPart lightspeed;
  private @Nullable PurchaseOrderService orders;
  private @Nullable SyncPart sync;
  private @Nullable WebhookPart webhook;
  private @Nullable NotifyPart notify;
  private @Nullable OAuthPart oauth;
  private @Nullable Installation installation;

  Parts(ServicesFactory.Request request, Program program, String version, InstantSource clock) {
    this.request = request;
    this.program = program;
    this.version = version;
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  synchronized Configuration localConfiguration() {
    if (localConfiguration == null) {
      localConfiguration =
          Configuration.of(
              new SettingSources(
                  request.settings(), request.environment(), program.envFile(request.envFile())));
    }
    return localConfiguration;
  }

  synchronized DataDirectory dataDirectory() {
    if (dataDirectory == null) {
      dataDirectory = localConfiguration().dataDirectory(program.home());
    }
    return dataDirectory;
  }

  synchronized LiveSettings settings() {
    if (settings == null) {
      settings =
          new LiveSettings(databasePart().database(), localConfiguration(), secrets(), auditLog());
    }
    return settings;
  }

  synchronized KeySource keys() {
    if (keys == null) {
      keys = KeySource.of(localConfiguration(), dataDirectory());
    }
    return keys;
  }

  AuditLog auditLog() {
    return new AuditLog(clock, keys());
  }

  SecretBox secrets() {
    return new SecretBox(keys());
  }

  synchronized Installation installation() {
    if (installation == null) {
      installation =
          new InstallationPart(this).installation(databasePart().database(), lightspeed(), keys());
    }
    return installation;
  }

  RotateKey rotateKey() {
    var keys = keys();
    return new RotateKey(
        databasePart().database(),
        keys,
        new KeyChange(keys, clock),
        new Reseal(new SecretBox(keys), SEALED),
        new AuditLog(clock, keys),
        WorkerHost.current(version).name());
  }

  boolean isLongRunning() {
    return request.isLongRunning();
  }

  synchronized OAuthPart oauthPart() {
    if (oauth == null) {
      oauth = new OAuthPart(databasePart().database(), settings(), secrets(), auditLog(), clock);
    }
    return oauth;
  }

  synchronized JobQueue queue() {
    if (queue == null) {
      queue = new JobQueue(databasePart().database(), handlers);
    }
    return queue;
  }

  synchronized JobQueue handledQueue() {
    if (!isRegistered) {
      isRegistered = true;
      syncPart().register(handlers, queue());
      queue().onDatabaseWentBack((tx, why) -> installation().beginNewEpoch(tx, why));
      webhookPart().register(handlers);
      notifyPart().register(handlers);
      pruneHistory().register(handlers);
      tellHead().register(handlers);
    }
    return queue();
  }

  private TellHead tellHead() {
    var live = settings();
    return new TellHead(
        new AuditTrail(databasePart().database(), auditLog()),
        queue(),
        notifyPart().notifications(),
        () -> live.current().audit(),
        clock);
  }

  private PruneHistory pruneHistory() {
    var live = settings();
    return new PruneHistory(databasePart().database(), queue(), () -> live.current().retention());
  }

  synchronized PurchaseOrderService orders() {
    if (orders == null) {
      var live = settings();
      live.refresh();
      orders =
          new PurchaseOrderService(
              databasePart().database(),
              orderStore(),
              queue(),
              new ApprovalRules(
                  () -> live.current().sync().autoOnApproval(),
                  () -> live.current().secondPersonAbove()),
              auditLog(),
              clock);
    }
    return orders;
  }

  synchronized WebhookPart webhookPart() {
    if (webhook == null) {
      webhook =
          new WebhookPart(databasePart().database(), settings(), queue(), syncPart().changes());
    }
    return webhook;
  }

  private PurchaseOrderStore orderStore() {
    return new PurchaseOrderStore(notifyPart().news());
  }

  synchronized NotifyPart notifyPart() {
    if (notify == null) {
      var live = settings();
      live.refresh();
      notify = new NotifyPart(databasePart().database(), live, queue(), clock);
    }
    return notify;
  }

  synchronized SyncPart syncPart() {
    if (sync == null) {
      sync =
          new SyncPart(
              databasePart().database(),
              settings(),
              lightspeed(),
              installation(),
              queue(),
              orders(),
              orderStore(),
              auditLog(),
              clock);
    }
    return sync;
  }

  /// Asks Lightspeed.
  synchronized LightspeedPart lightspeed() {
    if (lightspeed == null) {
      var live = settings();
      live.refresh();
      lightspeed =
          new LightspeedPart(
              databasePart().database(),
              queue(),
              live::current,
              oauthPart(),
              () -> installation().requireItsStore(),
              version,
              clock);
    }
    return lightspeed;
  }

  synchronized DatabasePart databasePart() {
    if (databasePart == null) {
      databasePart =
          new DatabasePart(
              localConfiguration().database(),
              dataDirectory(),
              program,
              request.isLongRunning(),
              localConfiguration().queue().concurrency());
    }
    return databasePart;
  }

  @Override
  public synchronized void close() {
    if (webhook != null) {
      webhook.close();
    }
    if (lightspeed != null) {
      lightspeed.close();
    }
    if (oauth != null) {
      oauth.close();
    }
    if (settings != null) {
      settings.close();
    }
    if (databasePart != null) {
      databasePart.close();
    }
  }
}
