package lightspeed.sync;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;

/// What MariaDB may answer instead of doing what it was asked, as the server itself raises it.
///
/// **Source:** MariaDB error code reference,
/// <https://mariadb.com/docs/server/reference/error-codes/mariadb-error-code-reference>, read
/// 2026-11-25.
enum ServerError {
  DEADLOCK(1213, "40001", "Deadlock found when trying to get lock; try restarting transaction"),
  LOCK_WAIT_TIMEOUT(1205, "HY000", "Lock wait timeout exceeded; try restarting transaction"),
  RECORD_CHANGED(1020, "HY000", "Record has changed since last read; try restarting transaction"),
  READ_ONLY(1290, "HY000", "The server is running with the --read-only option"),
  NODE_NOT_READY(1047, "08S01", "WSREP has not yet prepared node for application use"),
  /// Answers the opening of a connection only.
  TOO_MANY_CONNECTIONS(1040, "08004", "Too many connections");

  final int code;
  final String words;
  private final String state;

  ServerError(int code, String state, String words) {
    this.code = code;
    this.state = state;
    this.words = words;
  }

  boolean isAnswerTo(DatabaseStep step) {
    return step.isOpening() == (this == TOO_MANY_CONNECTIONS);
  }

  /// Makes the server refuse a statement on this connection, with everything that the error does to
  /// its transaction.
  ///
  /// @throws SQLException always
  void raise(Connection connection, boolean isCommit) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (rollsBack(isCommit)) {
        statement.execute("ROLLBACK");
      }
      statement.execute(
          "SIGNAL SQLSTATE '%s' SET MYSQL_ERRNO = %d, MESSAGE_TEXT = '%s'"
              .formatted(state, code, words));
    }
    throw new IllegalStateException("The server did not raise " + this);
  }

  /// A lock wait time-out ends the statement only, and a server that takes no writes refuses it; of
  /// a commit it leaves nothing.
  private boolean rollsBack(boolean isCommit) {
    return switch (this) {
      case DEADLOCK, RECORD_CHANGED -> true;
      case READ_ONLY, NODE_NOT_READY -> isCommit;
      case LOCK_WAIT_TIMEOUT, TOO_MANY_CONNECTIONS -> false;
    };
  }

  /// What a pool says that the server gave no connection.
  SQLException whenOpening() {
    return new SQLTransientConnectionException(
        "database - Connection is not available", new SQLException(words, state, code));
  }
}
