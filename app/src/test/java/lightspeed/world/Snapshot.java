package lightspeed.world;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;

/// A place for a backup of every table, and its restore by mere SQL: no tool of the product takes
/// part, so nothing is told that the database goes back. The mirror of the catalogue stays out of
/// backups, because it is large; a copy of the whole database has it.
final class Snapshot {
  private static final String BESIDE = "backup_";
  private static final String LARGE = "vend_products";
  private static final int TRIES = 20;

  /// What is about the installation or the store, not about orders.
  private static final Set<String> KEPT =
      Set.of(
          "installation",
          "lightspeed_register",
          "lightspeed_references",
          "vend_products",
          "vend_suppliers",
          "vend_outlets",
          "sync_cursors",
          "catalog_looks",
          "catalog_odd_rows",
          "queue_state");

  private final Database database;
  private final Map<String, String> columnsOf;
  private boolean isWhole;

  private Snapshot(Database database, Map<String, String> columnsOf) {
    this.database = database;
    this.columnsOf = columnsOf;
  }

  /// Makes the place.
  static Snapshot of(TestDatabase testDatabase) {
    Database database = testDatabase.database();
    Map<String, String> columns = database.read(Snapshot::columns);
    try (Connection connection = testDatabase.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : columns.keySet()) {
        statement.execute("CREATE TABLE IF NOT EXISTS " + BESIDE + table + " LIKE " + table);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new Snapshot(database, columns);
  }

  /// @param isWhole with the mirror of the catalogue, because another store may take its place
  void take(boolean isWhole) {
    this.isWhole = isWhole;
    copyAll("", BESIDE, isWhole);
  }

  /// Also beneath processes that are at work.
  void restore() {
    copyAll(BESIDE, "", isWhole);
  }

  /// Whether the backup knows whose this consignment is.
  boolean knows(String consignment) {
    return knows(BESIDE, consignment);
  }

  /// Whether the database knows it at this moment.
  boolean knowsNow(String consignment) {
    return knows("", consignment);
  }

  private boolean knows(String where, String consignment) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT EXISTS (
                        SELECT 1 FROM %1$svend_consignments
                        WHERE lightspeed_consignment_id = :id)
                      OR EXISTS (
                        SELECT 1 FROM %1$slightspeed_references
                        WHERE consignment_id = :id)
                    """
                        .formatted(where))
                .bind("id", consignment)
                .mapTo(Boolean.class)
                .one());
  }

  /// Makes another schema the same as this one, the mirror of the catalogue included.
  void copyTo(TestDatabase other) {
    copyAll("", other.address().databaseName() + ".", true);
  }

  /// Forgets all orders and jobs.
  void emptyOrders() {
    atOnce(
        columnsOf.keySet().stream()
            .filter(table -> !KEPT.contains(table))
            .map(table -> "DELETE FROM " + table));
  }

  private void copyAll(String from, String to, boolean isWhole) {
    atOnce(
        columnsOf.entrySet().stream()
            .filter(table -> isWhole || !table.getKey().equals(LARGE))
            .flatMap(table -> copy(from, to, table.getKey(), table.getValue())));
  }

  private static Stream<String> copy(String from, String to, String table, String names) {
    return Stream.of(
        "DELETE FROM " + to + table,
        "INSERT INTO %s%s (%s) SELECT %s FROM %s%s"
            .formatted(to, table, names, names, from, table));
  }

  /// Runs all of them as one statement in one transaction.
  private void atOnce(Stream<String> statements) {
    String all = statements.collect(Collectors.joining(";\n", "BEGIN NOT ATOMIC\n", ";\nEND"));
    for (int tries = 1; ; tries++) {
      try {
        database.useTransaction(tx -> withoutForeignKeys(tx, all));
        return;
      } catch (DatabaseException othersAtWork) {
        if (tries == TRIES) {
          throw othersAtWork;
        }
      }
    }
  }

  private static void withoutForeignKeys(Handle tx, String sql) {
    tx.execute("SET FOREIGN_KEY_CHECKS = 0");
    try {
      tx.execute(sql);
    } finally {
      tx.execute("SET FOREIGN_KEY_CHECKS = 1");
    }
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
