package lightspeed.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Remembers when this process last lost a connection to the database, was refused by a server that
/// is not the writable one, or was answered by another server than before. Behind each of these the
/// database may have gone back: a fail-over may lose seconds, and a server that starts again may
/// have been restored.
///
/// A server is another one when its host, port, data directory or start differs. The start is its
/// clock less its uptime, which does not move when that clock is set. The first server ever seen
/// is another one too.
///
/// **Threads:** safe.
final class ServerWatch {
  /// Costs about as much as a read of one row.
  private static final String WHO_ANSWERS =
      """
      SELECT CONCAT_WS(
               ' ', @@hostname, @@port, @@datadir,
               UNIX_TIMESTAMP() DIV 1 - MAX(IF(variable_name = 'UPTIME', variable_value, NULL)))
               AS server,
             MAX(variable_name = 'WSREP_CLUSTER_SIZE' AND variable_value > 0) AS is_cluster_node
      FROM information_schema.global_status
      WHERE variable_name IN ('UPTIME', 'WSREP_CLUSTER_SIZE')
      """;

  /// A node shows what the others have committed only when it is told to wait for it, before each
  /// SELECT outside of transactions and each START TRANSACTION. A wait that takes too long ends as
  /// a lock time-out.
  private static final String WAIT_FOR_OTHER_NODES = "SET SESSION wsrep_sync_wait = 1";

  private final LongSupplier nanoTicker;
  private volatile long disturbedAtNanos;
  private @Nullable String server;

  ServerWatch(LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
    disturbed();
  }

  /// A connection was opened; the pool replaces them as a routine, so only another server counts.
  /// On a node of a cluster it is told to see what the other nodes have committed.
  ///
  /// **Source:** `wsrep_sync_wait` in
  /// <https://mariadb.com/docs/galera-cluster/reference/galera-cluster-system-variables>.
  ///
  /// @throws SQLException when the connection is lost already
  void opened(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WHO_ANSWERS)) {
      rows.next();
      answeredBy(rows.getString("server"));
      if (rows.getBoolean("is_cluster_node")) {
        statement.execute(WAIT_FOR_OTHER_NODES);
      }
    } catch (SQLException failure) {
      disturbed();
      if (SqlErrors.kindOf(failure) == SqlErrorKind.CONNECTION_LOST) {
        throw failure;
      }
    }
  }

  private synchronized void answeredBy(String now) {
    if (!now.equals(server)) {
      server = now;
      disturbed();
    }
  }

  /// Something failed; whether the database did is found out here.
  void failed(Throwable failure) {
    if (failure instanceof DatabaseException.OutcomeUnknown
        || SqlErrors.kindOf(failure).isDisturbance()) {
      disturbed();
    }
  }

  /// A connection does not answer any more.
  void disturbed() {
    disturbedAtNanos = nanoTicker.getAsLong();
  }

  Duration sinceDisturbance() {
    return Duration.ofNanos(nanoTicker.getAsLong() - disturbedAtNanos);
  }
}
