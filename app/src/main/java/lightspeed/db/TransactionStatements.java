package lightspeed.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.mariadb.jdbc.util.constants.ServerStatus;

/// Transactions by `START TRANSACTION` and `COMMIT`: two round trips where switching autocommit off
/// and on would cost two more, and the server's own word on whether the transaction is still open.
///
/// **Threads:** one object for each handle.
final class TransactionStatements implements TransactionHandler {
  private boolean open;

  @Override
  public TransactionHandler specialize(Handle handle) {
    return new TransactionStatements();
  }

  @Override
  public void begin(Handle handle) {
    try {
      execute(handle, "START TRANSACTION");
    } catch (SQLException failed) {
      throw new TransactionNotStarted(failed);
    }
    open = true;
  }

  @Override
  public void commit(Handle handle) {
    if (!isStillOpenOnServer(handle)) {
      open = false;
      throw new IllegalStateException(
          "The transaction ended before its COMMIT: its body went on after a failed statement, or"
              + " changed the schema.");
    }
    try {
      execute(handle, "COMMIT");
      open = false;
    } catch (SQLException failed) {
      if (!SqlErrors.kindOf(failed).isRolledBackAndWorthRepeating()) {
        open = false;
        abandon(handle, failed);
        throw new DatabaseException.OutcomeUnknown(
            "The connection to the database was lost during COMMIT ("
                + SqlErrors.told(failed)
                + "): the change is either whole there or not at all; look before doing it again.",
            failed);
      }
      throw new TransactionException("COMMIT was refused", failed);
    }
  }

  @Override
  public void rollback(Handle handle) {
    open = false;
    try {
      execute(handle, "ROLLBACK");
    } catch (SQLException failed) {
      abandon(handle, failed);
      throw new TransactionException("ROLLBACK failed", failed);
    }
  }

  @Override
  public boolean isInTransaction(Handle handle) {
    return open;
  }

  @Override
  public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> body)
      throws X {
    if (open) {
      throw new IllegalStateException("Already in a transaction");
    }
    handle.begin();
    try {
      R result = body.withHandle(handle);
      handle.commit();
      return result;
    } catch (Throwable failure) {
      if (open) {
        rollBackAfter(failure, handle);
      }
      throw failure;
    }
  }

  @Override
  public <R, X extends Exception> R inTransaction(
      Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> body) {
    throw new UnsupportedOperationException("Every transaction is READ COMMITTED");
  }

  @Override
  public void savepoint(Handle handle, String name) {
    throw new UnsupportedOperationException("Transactions are short and have no savepoints");
  }

  @Override
  public void rollbackToSavepoint(Handle handle, String name) {
    throw new UnsupportedOperationException("Transactions are short and have no savepoints");
  }

  @Override
  public void releaseSavepoint(Handle handle, String name) {
    throw new UnsupportedOperationException("Transactions are short and have no savepoints");
  }

  private static void rollBackAfter(Throwable failure, Handle handle) {
    try {
      handle.rollback();
    } catch (RuntimeException rollback) {
      failure.addSuppressed(rollback);
    }
  }

  private static boolean isStillOpenOnServer(Handle handle) {
    try {
      int status =
          handle
              .getConnection()
              .unwrap(org.mariadb.jdbc.Connection.class)
              .getContext()
              .getServerStatus();
      return (status & ServerStatus.IN_TRANSACTION) != 0;
    } catch (SQLException failed) {
      throw new TransactionException("The connection has no server status", failed);
    }
  }

  /// A connection in an unknown state must not be used again; without it the server rolls back.
  private static void abandon(Handle handle, SQLException why) {
    try {
      handle.getConnection().abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      why.addSuppressed(alreadyGone);
    }
  }

  private static void execute(Handle handle, String sql) throws SQLException {
    Connection connection = handle.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Nothing was done yet, so beginning anew is always safe.
  static final class TransactionNotStarted extends TransactionException {
    private static final long serialVersionUID = 1L;

    TransactionNotStarted(SQLException cause) {
      super("The transaction could not be started", cause);
    }
  }
}
