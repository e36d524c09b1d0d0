package lightspeed.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/// Keeps one connection for the next use: all the pool that a short command needs, without the
/// start-up time of one.
final class ReusedConnection implements ConnectionFactory {
  private static final int PING_SECONDS = 2;

  private final DataSource source;
  private final ServerWatch watch;
  private final AtomicReference<@Nullable Connection> idle = new AtomicReference<>();

  ReusedConnection(DataSource source, ServerWatch watch) {
    this.source = source;
    this.watch = watch;
  }

  @Override
  public Connection openConnection() throws SQLException {
    Connection kept = idle.getAndSet(null);
    if (kept != null) {
      if (kept.isValid(PING_SECONDS)) {
        return kept;
      }
      watch.disturbed();
      kept.close();
    }
    return source.getConnection();
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    if (connection.isClosed() || !idle.compareAndSet(null, connection)) {
      connection.close();
    }
  }

  void close() {
    Connection kept = idle.getAndSet(null);
    if (kept != null) {
      try {
        kept.close();
      } catch (SQLException alreadyGone) {
        throw SqlErrors.translate(alreadyGone);
      }
    }
  }
}
