package lightspeed.db;

import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/// The way to MariaDB for every service: short transactions at READ COMMITTED.
///
/// **Threads:** safe.
public final class Database {
  private final Jdbi jdbi;

  public Database(DataSource connections) {
    this.jdbi = Jdbi.create(connections);
  }

  /// Runs `body` in one transaction and returns its result.
  ///
  /// **Twice:** the body may run again after a failure that rolled everything back.
  public <T, X extends Exception> T inTransaction(HandleCallback<T, X> body) throws X {
    return jdbi.inTransaction(body);
  }

  /// Runs `body` in one transaction; otherwise as [#inTransaction(HandleCallback)].
  public <X extends Exception> void useTransaction(HandleConsumer<X> body) throws X {
    jdbi.useTransaction(body);
  }

  /// Runs reading statements without a transaction around them.
  public <T, X extends Exception> T read(HandleCallback<T, X> body) throws X {
    return jdbi.withHandle(body);
  }
}
