package lightspeed;

import java.time.InstantSource;
import java.util.Optional;
import lightspeed.audit.AuditLog;
import lightspeed.cli.Services;
import lightspeed.cli.ServicesFactory;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.config.SettingSources;
import lightspeed.db.Backup;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.DatabaseShell;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.Migrations;
import lightspeed.db.Sleeper;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.settings.KeySource;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SecretBox;
import org.jspecify.annotations.Nullable;

/// Builds the whole product with `new`, top to bottom, each part when it is first needed, and
/// closes it in reverse. The only place that reads the clock. Commands, workers and servers use the
/// same one.
///
/// **Threads:** safe.
final class App implements Services {
  private final ServicesFactory.Request request;
  private final Installation installation;
  private final InstantSource clock = InstantSource.system();

  private @Nullable Configuration localConfiguration;
  private @Nullable DataDirectory dataDirectory;
  private @Nullable DatabasePart databasePart;
  private @Nullable LiveSettings settings;
  private @Nullable JobQueue queue;

  App(ServicesFactory.Request request, Installation installation) {
    this.request = request;
    this.installation = installation;
  }

  @Override
  public InstantSource clock() {
    return clock;
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
  public synchronized Configuration localConfiguration() {
    if (localConfiguration == null) {
      localConfiguration =
          Configuration.of(
              new SettingSources(
                  request.settings(),
                  request.environment(),
                  installation.envFile(request.envFile())));
    }
    return localConfiguration;
  }

  @Override
  public Configuration configuration() {
    return settings().refresh();
  }

  @Override
  public synchronized DataDirectory dataDirectory() {
    if (dataDirectory == null) {
      dataDirectory = localConfiguration().dataDirectory(installation.home());
    }
    return dataDirectory;
  }

  @Override
  public synchronized LiveSettings settings() {
    if (settings == null) {
      var keys = KeySource.of(localConfiguration(), dataDirectory());
      settings =
          new LiveSettings(
              databasePart().database(),
              localConfiguration(),
              new SecretBox(keys),
              new AuditLog(clock));
    }
    return settings;
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
  public synchronized JobQueue queue() {
    if (queue == null) {
      queue = new JobQueue(databasePart().database(), new JobHandlers());
    }
    return queue;
  }

  @Override
  public JobQueue handledQueue() {
    return queue();
  }

  private synchronized DatabasePart databasePart() {
    if (databasePart == null) {
      databasePart =
          new DatabasePart(
              localConfiguration().database(),
              dataDirectory(),
              installation,
              request.isLongRunning(),
              localConfiguration().queue().concurrency());
    }
    return databasePart;
  }

  @Override
  public synchronized void close() {
    if (settings != null) {
      settings.close();
    }
    if (databasePart != null) {
      databasePart.close();
    }
  }
}
