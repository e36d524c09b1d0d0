package lightspeed.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the user of the running program may do, where migrations have another one: read
/// everything, add to the audit log, change rows of the other tables. It can neither change a table
/// nor rewrite the audit log or the history of the schema.
public final class RuntimeRights {
  /// On the whole database. Imports sort their rows in a temporary table.
  public static final Set<String> ON_DATABASE = Set.of("SELECT", "CREATE TEMPORARY TABLES");

  /// The table that is only added to.
  private static final String ADDED_TO = "audit_log";

  private static final String ONLY_READ = "flyway_schema_history";

  private static final String TABLES =
      """
      SELECT table_name
      FROM information_schema.tables
      WHERE table_schema = DATABASE()
        AND table_type = 'BASE TABLE'
      ORDER BY table_name
      """;

  private RuntimeRights() {}

  /// On one of our tables, besides what holds for the whole database.
  public static List<String> on(String table) {
    return table.equals(ADDED_TO) ? List.of("INSERT") : List.of("INSERT", "UPDATE", "DELETE");
  }

  /// Gives them for all tables that there are.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @param administrator may give rights
  /// @param running connections of the user who gets them
  /// @throws DatabaseException.MigrationFailed when the administrator may not give them
  public static void give(DatabaseAddress administrator, Database running) {
    String account =
        running
            .look(rows -> rows.of("SELECT CURRENT_USER() AS name", row -> row.getString("name")))
            .getFirst();
    try (Connection connection =
            Connections.dataSource(administrator, SessionSettings.forMigration()).getConnection();
        Statement execute = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found = execute.executeQuery(TABLES)) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String grant : grants(administrator.databaseName(), tables, quoted(account))) {
        execute.execute(grant);
      }
    } catch (SQLException refused) {
      throw new DatabaseException.MigrationFailed(
          "The tables are up to date, but "
              + administrator.user()
              + " could not give "
              + account
              + " the rights that the running program needs ("
              + SqlErrors.told(refused)
              + "). Give it its own rights WITH GRANT OPTION, as docs/mariadb.md says, and run"
              + " again: lightspeed-cli db:migrate",
          refused);
    }
  }

  private static List<String> grants(String schema, List<String> tables, String account) {
    List<String> grants = new ArrayList<>();
    // Here, unlike below, an underscore stands for any letter.
    grants.add(
        "GRANT "
            + String.join(", ", ON_DATABASE)
            + " ON `"
            + schema.replace("_", "\\_")
            + "`.* TO "
            + account);
    for (String table : tables) {
      boolean isOfRestore = table.startsWith(Restore.LOADED) || table.startsWith(Restore.REPLACED);
      if (!isOfRestore && !table.equals(ONLY_READ)) {
        grants.add(
            "GRANT "
                + String.join(", ", on(table))
                + " ON `"
                + schema
                + "`.`"
                + table
                + "` TO "
                + account);
      }
    }
    return grants;
  }

  private static String quoted(String account) {
    int at = account.lastIndexOf('@');
    return "'"
        + account.substring(0, at).replace("'", "''")
        + "'@'"
        + account.substring(at + 1).replace("'", "''")
        + "'";
  }
}
