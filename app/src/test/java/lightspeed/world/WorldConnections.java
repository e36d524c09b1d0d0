package lightspeed.world;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;

/// Connections to a database whose clock can be set, and whose statements a [WorldBreakage] may
/// change. While the clock is set, it stands still within one use of a connection.
final class WorldConnections {
  private static final String CONNECTION_LOST = "08000";

  private final DataSource real;
  private final WorldBreakage breakage;
  private volatile Duration ahead = Duration.ZERO;

  /// Connections to the server whose clock is not its own.
  private final Set<Object> withOwnClock = ConcurrentHashMap.newKeySet();

  private final Queue<Seen> rested = new ConcurrentLinkedQueue<>();

  WorldConnections(DataSource real, WorldBreakage breakage) {
    this.real = real;
    this.breakage = breakage;
  }

  void setClock(Duration newAhead) {
    ahead = newAhead;
  }

  Duration ahead() {
    return ahead;
  }

  /// The database as a new process sees it. What it has parsed is kept for the next one, which is
  /// told that a connection was lost: that is all that a process knows at its start.
  Seen seen() {
    Seen seen = rested.poll();
    if (seen == null) {
      return new Seen();
    }
    seen.loseConnection();
    return seen;
  }

  /// The view of one process.
  final class Seen implements AutoCloseable {
    private final AtomicBoolean isRefused = new AtomicBoolean();
    private final Database database = new Database(dataSource());

    Database database() {
      return database;
    }

    private DataSource dataSource() {
      return proxy(
          DataSource.class,
          real,
          result -> {
            if (result instanceof Connection connection) {
              return taken(connection);
            }
            return result;
          });
    }

    private void loseConnection() {
      isRefused.set(true);
      try {
        var _ = database.look(rows -> true);
        throw new IllegalStateException("The connection was not lost.");
      } catch (DatabaseException lost) {
        isRefused.set(false);
      }
    }

    private Connection taken(Connection connection) throws SQLException {
      if (isRefused.get()) {
        connection.close();
        throw new SQLNonTransientConnectionException("lost", CONNECTION_LOST);
      }
      return prepared(connection);
    }

    /// The process has ended.
    @Override
    public void close() {
      rested.add(this);
    }
  }

  private Connection prepared(Connection connection) throws SQLException {
    Object session = connection.unwrap(org.mariadb.jdbc.Connection.class);
    Duration now = ahead;
    if (!now.isZero()) {
      withOwnClock.add(session);
      setClockOf(connection, "UNIX_TIMESTAMP(SYSDATE(6)) + (" + now.toSeconds() + ")");
    } else if (withOwnClock.remove(session)) {
      setClockOf(connection, "DEFAULT");
    }
    return breakage == WorldBreakage.NONE
        ? connection
        : proxy(Connection.class, connection, result -> result);
  }

  private static void setClockOf(Connection connection, String timestamp) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timestamp = " + timestamp);
    }
  }

  private interface Wrap {
    Object of(Object result) throws SQLException;
  }

  private <T> T proxy(Class<T> type, Object target, Wrap wrap) {
    Object made =
        Proxy.newProxyInstance(
            WorldConnections.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments.clone();
              if (method.getName().equals("prepareStatement") && given[0] instanceof String sql) {
                given[0] = breakage.statement(sql);
              }
              try {
                return wrap.of(method.invoke(target, given));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(made);
  }
}
