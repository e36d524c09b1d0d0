package lightspeed.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A schema of its own on the real MariaDB of this test run.
///
/// ```java
/// @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
/// ```
///
/// A static field is one schema for the class, emptied after every test (cheapest); an instance
/// field is a schema for each test. Without JUnit, close it yourself.
public final class TestDatabase
    implements AutoCloseable, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final int POOL_SIZE = 20;
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable List<String> copyOfTables;

  /// What a migration puts into tables, such as the only row of `installation`.
  private static List<String> copyOfRows = List.of();

  private final boolean withTables;
  private boolean isForClass;
  private @Nullable Open open;

  private TestDatabase(boolean withTables) {
    this.withTables = withTables;
  }

  /// With all tables, all empty.
  public static TestDatabase migrated() {
    return new TestDatabase(true);
  }

  /// Without any table.
  public static TestDatabase empty() {
    return new TestDatabase(false);
  }

  public Database database() {
    return open().connections.database();
  }

  public DatabaseAddress address() {
    return open().address;
  }

  /// A pool of [#POOL_SIZE] connections.
  public DataSource dataSource() {
    return open().connections.dataSource();
  }

  /// The first column of what is found.
  public List<String> texts(String sql) {
    return database().read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  /// The administrator's way into this schema.
  DatabaseAddress rootAddress() {
    return TestServer.running().rootAddress(address().databaseName());
  }

  /// Removes all rows of all tables but those that a migration puts there.
  public void clear() {
    List<String> statements = new ArrayList<>();
    statements.add("SET foreign_key_checks = 0");
    database()
        .read(handle -> tables(handle))
        .forEach(table -> statements.add("DELETE FROM `" + table + "`"));
    if (withTables) {
      statements.addAll(rowsOfTemplate());
    }
    asRoot(address().databaseName(), statements);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    isForClass = true;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!isForClass) {
      close();
    } else if (withTables && open != null) {
      clear();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.connections.close();
      asRoot("mysql", List.of("DROP DATABASE IF EXISTS " + open.address.databaseName()));
      open = null;
    }
  }

  private synchronized Open open() {
    if (open == null) {
      ServerRecord server = TestServer.running();
      String schema = newSchema();
      if (withTables) {
        asRoot(schema, tablesOfTemplate());
      }
      DatabaseAddress address = server.address().withDatabase(schema);
      open = new Open(address, Connections.pool(address, POOL_SIZE));
    }
    return open;
  }

  private static String newSchema() {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    asRoot(
        "mysql",
        List.of(
            "CREATE DATABASE " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
            "GRANT ALL ON " + schema + ".* TO 'lightspeed'@'127.0.0.1'"));
    return schema;
  }

  /// Flyway runs once; every further schema is made by the statements that MariaDB tells of it.
  private static synchronized List<String> tablesOfTemplate() {
    if (copyOfTables == null) {
      ServerRecord server = TestServer.running();
      String template = newSchema();
      DatabaseAddress address = server.address().withDatabase(template);
      List<String> statements = new ArrayList<>();
      statements.add("SET foreign_key_checks = 0");
      try (Connections connections = Connections.single(address)) {
        Database database = connections.database();
        new Migrations(address, database).migrate();
        database.read(
            handle -> {
              List<String> rows = new ArrayList<>();
              for (String table : tables(handle)) {
                statements.add(createTable(handle, table));
                if (!handle
                    .select("SELECT 1 FROM `" + table + "` LIMIT 1")
                    .mapToMap()
                    .list()
                    .isEmpty()) {
                  rows.add("INSERT INTO " + table + " SELECT * FROM " + template + "." + table);
                }
              }
              copyOfRows = List.copyOf(rows);
              statements.addAll(rows);
              statements.add(createTable(handle, "flyway_schema_history"));
              return null;
            });
      }
      statements.add(
          "INSERT INTO flyway_schema_history SELECT * FROM " + template + ".flyway_schema_history");
      copyOfTables = List.copyOf(statements);
    }
    return copyOfTables;
  }

  private static synchronized List<String> rowsOfTemplate() {
    return copyOfRows;
  }

  private static String createTable(Handle handle, String table) {
    Map<String, Object> row =
        handle.createQuery("SHOW CREATE TABLE `" + table + "`").mapToMap().one();
    return String.valueOf(row.get("create table"));
  }

  private static List<String> tables(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT table_name
            FROM information_schema.tables
            WHERE table_schema = DATABASE()
              AND table_name <> 'flyway_schema_history'
            """)
        .mapTo(String.class)
        .list();
  }

  /// Sends all statements at once.
  static void asRoot(String schema, List<String> statements) {
    asRoot(TestServer.running(), schema, statements);
  }

  static void asRoot(ServerRecord server, String schema, List<String> statements) {
    DatabaseAddress root = server.rootAddress(schema);
    DataSource source = Connections.dataSource(root, Map.of("allowMultiQueries", "true"));
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(String.join(";\n", statements));
    } catch (SQLException failed) {
      throw SqlErrors.translate(failed);
    }
  }

  private record Open(DatabaseAddress address, Connections connections) {}
}
