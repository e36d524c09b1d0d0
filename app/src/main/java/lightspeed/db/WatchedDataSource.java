package lightspeed.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/// Opens connections and shows each to the [ServerWatch] before anyone uses it.
final class WatchedDataSource implements DataSource {
  private final DataSource source;
  private final ServerWatch watch;

  WatchedDataSource(DataSource source, ServerWatch watch) {
    this.source = source;
    this.watch = watch;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return shown(source.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return shown(source.getConnection(user, password));
  }

  private Connection shown(Connection opened) throws SQLException {
    try {
      watch.opened(opened);
      return opened;
    } catch (SQLException lost) {
      opened.close();
      throw lost;
    }
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || source.isWrapperFor(type);
  }
}
