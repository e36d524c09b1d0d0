package lightspeed.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.mariadb.jdbc.MariaDbDataSource;

/// Connections to one MariaDB, all with the settings of [SessionSettings]. Nothing is connected
/// before the first use.
///
/// **Threads:** safe.
public final class Connections implements AutoCloseable {
  /// How long a thread waits for a connection of the pool; above the connect time-out, so that an
  /// unreachable server is told as one.
  private static final Duration POOL_WAIT = Duration.ofSeconds(5);

  private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);
  private static final Duration MAX_LIFETIME = Duration.ofMinutes(15);

  private final DataSource dataSource;
  private final Database database;
  private final Runnable close;

  private Connections(
      DataSource dataSource, ConnectionFactory factory, ServerWatch watch, Runnable close) {
    this.dataSource = dataSource;
    this.database = new Database(factory, watch);
    this.close = close;
  }

  /// For a short command: one connection, opened at the first use and used again; more only while
  /// that one is busy.
  public static Connections single(DatabaseAddress address) {
    return single(address, System::nanoTime);
  }

  static Connections single(DatabaseAddress address, LongSupplier nanoTicker) {
    ServerWatch watch = new ServerWatch(nanoTicker);
    DataSource dataSource = new WatchedDataSource(plain(address), watch);
    ReusedConnection reused = new ReusedConnection(dataSource, watch);
    return new Connections(dataSource, reused, watch, reused::close);
  }

  /// For a process that stays: a pool.
  ///
  /// @param size most connections at the same time, at least 1
  public static Connections pool(DatabaseAddress address, int size) {
    return pool(address, size, System::nanoTime);
  }

  static Connections pool(DatabaseAddress address, int size, LongSupplier nanoTicker) {
    ServerWatch watch = new ServerWatch(nanoTicker);
    HikariConfig config = new HikariConfig();
    config.setDataSource(new WatchedDataSource(plain(address), watch));
    config.setPoolName("database");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(POOL_WAIT.toMillis());
    config.setValidationTimeout(SessionSettings.CONNECT_TIMEOUT.toMillis());
    config.setKeepaliveTime(KEEP_ALIVE.toMillis());
    config.setMaxLifetime(MAX_LIFETIME.toMillis());
    // The first use tells what is wrong, in our words; a worker may start before its database.
    config.setInitializationFailTimeout(-1);
    HikariDataSource pool = new HikariDataSource(config);
    return new Connections(pool, pool::getConnection, watch, pool::close);
  }

  /// Transactions over these connections.
  public Database database() {
    return database;
  }

  /// For libraries that want one. Of [#single(DatabaseAddress)] every call opens a new connection.
  public DataSource dataSource() {
    return dataSource;
  }

  /// Closes what is idle; **twice** is fine.
  @Override
  public void close() {
    close.run();
  }

  private static DataSource plain(DatabaseAddress address) {
    return dataSource(address, SessionSettings.forWork());
  }

  static DataSource dataSource(DatabaseAddress address, Map<String, String> options) {
    try {
      MariaDbDataSource source = new MariaDbDataSource();
      source.setUser(address.user());
      source.setPassword(address.password());
      source.setUrl(address.urlWith(options));
      return source;
    } catch (SQLException unusable) {
      throw SqlErrors.translate(unusable);
    }
  }
}
