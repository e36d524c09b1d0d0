package lightspeed.world;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;

/// A backup of every table, kept beside them, and its restore by mere SQL: no tool of the product
/// takes part, so nothing is told that the database goes back.
final class Snapshot {
  private static final String PREFIX = "backup_";

  private final Database database;
  private final Map<String, String> columnsOf;

  private Snapshot(Database database, Map<String, String> columnsOf) {
    this.database = database;
    this.columnsOf = columnsOf;
  }

  /// @param connections to the same database, for what no transaction can hold
  static Snapshot take(Database database, DataSource connections) {
    Map<String, String> columns = database.read(Snapshot::columns);
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : columns.keySet()) {
        statement.execute("CREATE TABLE IF NOT EXISTS " + PREFIX + table + " LIKE " + table);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    columns.forEach(
        (table, names) ->
            database.useTransaction(
                tx -> {
                  tx.execute("DELETE FROM " + PREFIX + table);
                  copy(tx, table, PREFIX + table, names);
                }));
    return new Snapshot(database, columns);
  }

  void restore() {
    database.useTransaction(
        tx -> {
          tx.execute("SET FOREIGN_KEY_CHECKS = 0");
          try {
            columnsOf.forEach(
                (table, names) -> {
                  tx.execute("DELETE FROM " + table);
                  copy(tx, PREFIX + table, table, names);
                });
          } finally {
            tx.execute("SET FOREIGN_KEY_CHECKS = 1");
          }
        });
  }

  private static void copy(Handle tx, String from, String to, String columns) {
    tx.execute("INSERT INTO " + to + " (" + columns + ") SELECT " + columns + " FROM " + from);
  }

  private static Map<String, String> columns(Handle handle) {
    List<String[]> all =
        handle
            .createQuery(
                """
                SELECT c.table_name, c.column_name
                FROM information_schema.columns c
                JOIN information_schema.tables t
                  ON t.table_schema = c.table_schema
                  AND t.table_name = c.table_name
                WHERE c.table_schema = DATABASE()
                  AND t.table_type = 'BASE TABLE'
                  AND c.extra NOT LIKE '%GENERATED%'
                  AND c.table_name NOT LIKE 'backup\\_%'
                  AND c.table_name NOT LIKE 'vend\\_products'
                  AND c.table_name <> 'flyway_schema_history'
                ORDER BY c.table_name, c.ordinal_position
                """)
            .map((row, _) -> new String[] {row.getString(1), row.getString(2)})
            .list();
    return all.stream()
        .collect(
            Collectors.groupingBy(
                column -> column[0],
                TreeMap::new,
                Collectors.mapping(column -> "`" + column[1] + "`", Collectors.joining(", "))));
  }
}
