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

  /// Strict like the server's default since 10.2.4; an outside server may have been set
  /// differently.
  private static final String SQL_MODE =
      "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION";

  private SessionSettings() {}

  static Map<String, String> forWork() {
    return options(SOCKET_TIMEOUT);
  }

  /// Changing a big table may take as long as it takes.
  static Map<String, String> forMigration() {
    return options(Duration.ZERO);
  }

  private static Map<String, String> options(Duration socketTimeout) {
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
        "time_zone='+00:00',sql_mode='%s',innodb_lock_wait_timeout=%d"
            .formatted(SQL_MODE, LOCK_WAIT.toSeconds()));
    return options;
  }
}
