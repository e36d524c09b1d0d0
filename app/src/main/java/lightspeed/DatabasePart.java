package lightspeed;

import java.util.Optional;
import javax.sql.DataSource;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.DatabaseConfig;
import lightspeed.config.Secret;
import lightspeed.config.SettingProblem;
import lightspeed.config.Settings;
import lightspeed.db.Backup;
import lightspeed.db.Connections;
import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.DatabaseShell;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.MariaDbBinaries;
import lightspeed.db.Migrations;
import lightspeed.db.RuntimeRights;
import org.jspecify.annotations.Nullable;

/// The database that is configured: a server of somebody else, or our own, started at first need.
///
/// Every short command comes through here, so there is no `switch` over types: the JVM makes
/// classes for the first one, which costs more than the query of a command.
///
/// **Threads:** safe.
final class DatabasePart implements AutoCloseable {
  /// The pool of a long-running process: one for each executor and some for beats, polling,
  /// completion and critical jobs beside the others.
  private static final int SPARE_CONNECTIONS = 8;

  private final DatabaseConfig config;
  private final DataDirectory directory;
  private final Program program;
  private final boolean isPooled;
  private final int concurrency;
  private @Nullable DatabaseAddress address;
  private @Nullable Connections connections;
  private @Nullable Connections forMigration;
  private @Nullable Database database;

  /// @param concurrency how many threads work at the same time; only matters with a pool
  DatabasePart(
      DatabaseConfig config,
      DataDirectory directory,
      Program program,
      boolean isPooled,
      int concurrency) {
    this.config = config;
    this.directory = directory;
    this.program = program;
    this.isPooled = isPooled;
    this.concurrency = concurrency;
  }

  /// Our own server; empty when another is configured.
  Optional<EmbeddedServer> embeddedServer() {
    return config instanceof DatabaseConfig.Embedded
        ? Optional.of(new EmbeddedServer(program.binaries().get(), directory.path()))
        : Optional.empty();
  }

  synchronized DatabaseAddress address() {
    if (address == null) {
      address =
          config instanceof DatabaseConfig.Outside outside
              ? parsed(outside, outside.user(), outside.password())
              : embeddedServer().orElseThrow().start();
    }
    return address;
  }

  /// Transactions on tables that are as this program needs them. Tables of our own server are made
  /// when there are none; those of others only when somebody says so.
  synchronized Database database() {
    if (database == null) {
      var candidate = connections().database();
      var migrations = migrations();
      if (config instanceof DatabaseConfig.Embedded) {
        migrations.requireCurrentOrFill();
      } else {
        migrations.requireCurrent();
      }
      database = candidate;
    }
    return database;
  }

  /// The connections beneath, for libraries that speak JDBC themselves.
  DataSource dataSource() {
    return connections().dataSource();
  }

  /// Statements on whatever tables there are, for those who want to find out what is wrong.
  Database unchecked() {
    return connections().database();
  }

  Migrations migrations() {
    return new Migrations(migrationAddress(), unchecked(), this::giveRights);
  }

  /// The server with the user that changes tables; the one of [#address] where there is no other.
  DatabaseAddress migrationAddress() {
    return config instanceof DatabaseConfig.Outside outside && outside.isSplit()
        ? parsed(outside, outside.migrationUser(), outside.migrationPassword())
        : address();
  }

  /// As [#unchecked], as the user that changes tables.
  synchronized Database migrationDatabase() {
    if (!isSplit()) {
      return unchecked();
    }
    if (forMigration == null) {
      forMigration = Connections.single(migrationAddress());
    }
    return forMigration.database();
  }

  private boolean isSplit() {
    return config instanceof DatabaseConfig.Outside outside && outside.isSplit();
  }

  /// Tables may be new.
  private void giveRights() {
    if (!isSplit()) {
      return;
    }
    RuntimeRights.give(migrationAddress(), unchecked());
  }

  Backup backup() {
    return new Backup(migrationAddress(), ownBinaries());
  }

  DatabaseShell shell() {
    return new DatabaseShell(migrationAddress(), ownBinaries());
  }

  private synchronized Connections connections() {
    if (connections == null) {
      connections =
          isPooled
              ? Connections.pool(address(), concurrency + SPARE_CONNECTIONS)
              : Connections.single(address());
    }
    return connections;
  }

  /// The client programs that came with the product serve an outside server too; null when there
  /// are none, so that those on the PATH are taken.
  private @Nullable MariaDbBinaries ownBinaries() {
    MariaDbBinaries binaries = program.binaries().get();
    return binaries.hasClients() ? binaries : null;
  }

  private static DatabaseAddress parsed(
      DatabaseConfig.Outside outside, String user, Secret password) {
    try {
      return DatabaseAddress.parse(outside.url(), user, password.reveal());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationInvalid(
          new SettingProblem(
              Settings.LIGHTSPEED_DATABASE_URL.key(),
              null,
              "value",
              String.valueOf(e.getMessage())));
    }
  }

  @Override
  public synchronized void close() {
    if (forMigration != null) {
      forMigration.close();
      forMigration = null;
    }
    if (connections != null) {
      connections.close();
      connections = null;
      database = null;
    }
  }
}
