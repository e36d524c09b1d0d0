package lightspeed.db;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What every connection of ours is like, whatever the server's or the URL's own defaults are.
///
/// **Source:** options of MariaDB Connector/J 3.5,
/// <https://mariadb.com/docs/connectors/mariadb-connector-j/about-mariadb-connector-j>, read
/// 2026-11-22.
final class SessionSettings {
  /// A host that does not answer is given up after this; a healthy one answers in milliseconds.
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /// A connection without any answer for this long is dead. Longer than
  /// [#LOCK_WAIT] so that a lock wait is told as one.
  static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(20);

  /// Our transactions are short, so a lock held longer than this is trouble to be told.
  static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  /// A transaction that asks nothing for this long is of a process that was stopped: the server
  /// ends it, so that its locks block nobody for longer. No transaction of ours waits for anything
  /// but the database, so none is idle for a second. Longer than a pause of the JVM on a busy
  /// machine.
  ///
  /// **Source:** `idle_transaction_timeout`, since MariaDB 10.3,
  /// <https://mariadb.com/kb/en/server-system-variables/>. The variant for writing transactions
  /// passes those over that have only locked rows.
  static final Duration IDLE_TRANSACTION = Duration.ofSeconds(20);

  /// Strict like the server's default since 10.2.4; an outside server may have been set
  /// differently.
  private static final String SQL_MODE =
      "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION";

  private SessionSettings() {}

  static Map<String, String> forWork() {
    return options(SOCKET_TIMEOUT, IDLE_TRANSACTION);
  }

  /// Changing a big table may take as long as it takes.
  static Map<String, String> forMigration() {
    return options(Duration.ZERO, Duration.ZERO);
  }

  private static Map<String, String> options(Duration socketTimeout, Duration idleTransaction) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
    options.put("socketTimeout", Long.toString(socketTimeout.toMillis()));
    options.put("transactionIsolation", "READ-COMMITTED");
    // Fencing needs the exact count of every row of a batch.
    options.put("useBulkStmts", "false");
    options.put("useBulkStmtsForInserts", "false");
    // Times go to and fro as UTC, whatever zone this JVM is in.
    options.put("connectionTimeZone", "UTC");
    options.put("preserveInstants", "true");
    options.put(
        "sessionVariables",
        "time_zone='+00:00',sql_mode='%s',innodb_lock_wait_timeout=%d,idle_transaction_timeout=%d"
            .formatted(SQL_MODE, LOCK_WAIT.toSeconds(), idleTransaction.toSeconds()));
    return options;
  }
}
