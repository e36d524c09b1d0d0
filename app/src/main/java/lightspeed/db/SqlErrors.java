package lightspeed.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells what an SQL error means, by vendor code and SQLSTATE, and says it as a
/// [DatabaseException].
///
/// **Source:** <https://mariadb.com/docs/server/reference/error-codes/mariadb-error-code-reference>
/// and `share/english/errmsg` of MariaDB 11.4.5, read 2026-11-22.
public final class SqlErrors {
  static final int ER_DISK_FULL = 1021;
  static final int ER_CHECKREAD = 1020;
  static final int ER_ERROR_ON_WRITE = 1026;
  static final int ER_GET_ERRNO = 1030;
  static final int ER_CON_COUNT_ERROR = 1040;
  static final int ER_DBACCESS_DENIED_ERROR = 1044;
  static final int ER_ACCESS_DENIED_ERROR = 1045;
  static final int ER_UNKNOWN_COM_ERROR = 1047;
  static final int ER_BAD_DB_ERROR = 1049;
  static final int ER_SERVER_SHUTDOWN = 1053;
  static final int ER_DUP_ENTRY = 1062;
  static final int ER_RECORD_FILE_FULL = 1114;
  static final int ER_HOST_NOT_PRIVILEGED = 1130;
  static final int ER_TABLEACCESS_DENIED_ERROR = 1142;
  static final int ER_NO_SUCH_TABLE = 1146;
  static final int ER_ERROR_DURING_COMMIT = 1180;
  static final int ER_TOO_MANY_USER_CONNECTIONS = 1203;
  static final int ER_LOCK_WAIT_TIMEOUT = 1205;
  static final int ER_LOCK_DEADLOCK = 1213;
  static final int ER_OPTION_PREVENTS_STATEMENT = 1290;
  static final int ER_QUERY_INTERRUPTED = 1317;
  static final int ER_DUP_ENTRY_WITH_KEY_NAME = 1586;
  static final int ER_ACCESS_DENIED_NO_PASSWORD_ERROR = 1698;
  static final int ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION = 1792;
  static final int ER_CONNECTION_KILLED = 1927;
  static final int ER_STATEMENT_TIMEOUT = 1969;

  /// `errno` ENOSPC as Linux numbers it; InnoDB and Aria pass it on.
  static final int ENOSPC = 28;

  /// SQLSTATE class 08: connection exception (ISO/IEC 9075-2).
  private static final String CONNECTION_EXCEPTION = "08";

  /// These codes carry the operating system's number only in their text.
  private static final List<Integer> CODES_WITH_ERRNO =
      List.of(ER_ERROR_ON_WRITE, ER_GET_ERRNO, ER_ERROR_DURING_COMMIT);

  private static final Pattern NO_SPACE = Pattern.compile("(?i)(error|errno:|errcode:) ?28\\b");

  private static final Map<Integer, SqlErrorKind> BY_CODE =
      Map.ofEntries(
          Map.entry(ER_LOCK_DEADLOCK, SqlErrorKind.DEADLOCK),
          Map.entry(ER_LOCK_WAIT_TIMEOUT, SqlErrorKind.LOCK_TIMEOUT),
          Map.entry(ER_CHECKREAD, SqlErrorKind.SNAPSHOT_CONFLICT),
          Map.entry(ER_OPTION_PREVENTS_STATEMENT, SqlErrorKind.READ_ONLY),
          Map.entry(ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, SqlErrorKind.READ_ONLY),
          Map.entry(ER_UNKNOWN_COM_ERROR, SqlErrorKind.NODE_NOT_READY),
          Map.entry(ER_CON_COUNT_ERROR, SqlErrorKind.TOO_MANY_CONNECTIONS),
          Map.entry(ER_TOO_MANY_USER_CONNECTIONS, SqlErrorKind.TOO_MANY_CONNECTIONS),
          Map.entry(ER_SERVER_SHUTDOWN, SqlErrorKind.CONNECTION_LOST),
          Map.entry(ER_CONNECTION_KILLED, SqlErrorKind.CONNECTION_LOST),
          Map.entry(ER_DBACCESS_DENIED_ERROR, SqlErrorKind.ACCESS_DENIED),
          Map.entry(ER_ACCESS_DENIED_ERROR, SqlErrorKind.ACCESS_DENIED),
          Map.entry(ER_HOST_NOT_PRIVILEGED, SqlErrorKind.ACCESS_DENIED),
          Map.entry(ER_TABLEACCESS_DENIED_ERROR, SqlErrorKind.ACCESS_DENIED),
          Map.entry(ER_ACCESS_DENIED_NO_PASSWORD_ERROR, SqlErrorKind.ACCESS_DENIED),
          Map.entry(ER_BAD_DB_ERROR, SqlErrorKind.UNKNOWN_DATABASE),
          Map.entry(ER_NO_SUCH_TABLE, SqlErrorKind.TABLE_MISSING),
          Map.entry(ER_DUP_ENTRY, SqlErrorKind.DUPLICATE_KEY),
          Map.entry(ER_DUP_ENTRY_WITH_KEY_NAME, SqlErrorKind.DUPLICATE_KEY),
          Map.entry(ER_DISK_FULL, SqlErrorKind.STORAGE_FULL),
          Map.entry(ER_RECORD_FILE_FULL, SqlErrorKind.STORAGE_FULL),
          Map.entry(ENOSPC, SqlErrorKind.STORAGE_FULL),
          Map.entry(ER_QUERY_INTERRUPTED, SqlErrorKind.INTERRUPTED),
          Map.entry(ER_STATEMENT_TIMEOUT, SqlErrorKind.INTERRUPTED));

  private SqlErrors() {}

  /// What went wrong, found in the error or anything that caused it. A pool that has no connection
  /// in time says so with a class only: no code, no SQLSTATE.
  public static SqlErrorKind kindOf(Throwable error) {
    List<SQLException> chain = sqlExceptions(error);
    for (SQLException sql : chain) {
      SqlErrorKind known = BY_CODE.get(sql.getErrorCode());
      if (known != null) {
        return known;
      }
      if (CODES_WITH_ERRNO.contains(sql.getErrorCode())
          && NO_SPACE.matcher(String.valueOf(sql.getMessage())).find()) {
        return SqlErrorKind.STORAGE_FULL;
      }
    }
    for (SQLException sql : chain) {
      String state = sql.getSQLState();
      if ((state != null && state.startsWith(CONNECTION_EXCEPTION))
          || sql instanceof SQLTransientConnectionException) {
        return SqlErrorKind.CONNECTION_LOST;
      }
    }
    return SqlErrorKind.OTHER;
  }

  /// The row is there already; for bodies that handle this inside their transaction.
  public static boolean isDuplicateKey(Throwable error) {
    return kindOf(error) == SqlErrorKind.DUPLICATE_KEY;
  }

  static DatabaseException translate(Throwable error) {
    String told = told(error);
    return switch (kindOf(error)) {
      case DEADLOCK, LOCK_TIMEOUT, SNAPSHOT_CONFLICT ->
          new DatabaseException.Busy(
              "Others kept changing the same rows of the database (" + told + "); try again.",
              error);
      case NODE_NOT_READY ->
          new DatabaseException.Busy(
              "This node of the database cluster is not ready (" + told + "); wait until it is.",
              error);
      case TOO_MANY_CONNECTIONS ->
          new DatabaseException.Busy(
              "The database has no free connection ("
                  + told
                  + "); try again, or raise its max_connections.",
              error);
      case INTERRUPTED ->
          new DatabaseException.Busy(
              "The database stopped the statement (" + told + "); try again.", error);
      case CONNECTION_LOST ->
          new DatabaseException.Unreachable(
              "The database cannot be reached ("
                  + told
                  + "); check that it runs and what LIGHTSPEED_DATABASE_URL says.",
              error);
      case READ_ONLY ->
          new DatabaseException.ReadOnly(
              "The database takes no writes at the moment ("
                  + told
                  + "); connect to the primary or make it writable.",
              error);
      case STORAGE_FULL ->
          new DatabaseException.StorageFull(
              "The database has no room left (" + told + "); free disk space on its machine.",
              error);
      case ACCESS_DENIED ->
          new DatabaseException.AccessDenied(
              "The database refused the user ("
                  + told
                  + "); check LIGHTSPEED_DATABASE_USER, LIGHTSPEED_DATABASE_PASSWORD and its grants.",
              error);
      case UNKNOWN_DATABASE ->
          new DatabaseException.MissingDatabase(
              "The server has no such database ("
                  + told
                  + "); create it, or correct LIGHTSPEED_DATABASE_URL.",
              error);
      case TABLE_MISSING ->
          new DatabaseException.SchemaMissing(
              "A table is missing (" + told + "); run: lightspeed-cli db:migrate", error);
      case DUPLICATE_KEY ->
          new DatabaseException.DuplicateKey("The row exists already (" + told + ").", error);
      case OTHER ->
          new DatabaseException.Failed("The database refused a statement: " + told + ".", error);
    };
  }

  /// The server's or driver's own words without the connection number and the final stop.
  static String told(Throwable error) {
    List<SQLException> chain = sqlExceptions(error);
    Throwable told = chain.isEmpty() ? error : chain.getLast();
    String text = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
    String line = text.replaceFirst("^\\(conn=-?\\d+\\) ", "").lines().findFirst().orElse("");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  private static List<SQLException> sqlExceptions(@Nullable Throwable error) {
    List<SQLException> found = new ArrayList<>();
    for (Throwable cause = error; cause != null && found.size() < 20; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found.add(sql);
      }
    }
    return found;
  }
}
