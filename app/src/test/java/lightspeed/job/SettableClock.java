package lightspeed.job;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import lightspeed.db.Connections;
import lightspeed.db.Database;
import lightspeed.db.DatabaseAddress;

/// A database whose clock a test sets. Within one use of a connection the time stands still.
final class SettableClock implements AutoCloseable {
  private static final int CONNECTIONS = 20;

  private final Connections connections;
  private volatile Duration ahead = Duration.ZERO;

  SettableClock(DatabaseAddress address) {
    this.connections = Connections.pool(address, CONNECTIONS);
  }

  void set(Duration newAhead) {
    ahead = newAhead;
  }

  /// A view of it as another process has it.
  Database database() {
    DataSource real = connections.dataSource();
    return new Database(
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  try {
                    Object result = method.invoke(real, arguments);
                    if (result instanceof Connection connection) {
                      setClockOf(connection);
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
  }

  private void setClockOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timestamp = UNIX_TIMESTAMP(SYSDATE(6)) + (" + ahead.toSeconds() + ")");
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
