package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import lightspeed.db.Sabotage;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// A server with two users: one that changes tables, and one that the running program has.
@Tag("slow")
final class RuntimeRightsTest {
  private static final String PASSWORD = "password-of-a-test";

  @RegisterExtension final TestDatabase database = TestDatabase.empty();

  @TempDir private Path folder = Path.of("");

  private String user = "";
  private TestCli cli = new TestCli(folder, Map.of());

  @BeforeEach
  void makeUsers() {
    var schema = database.address().databaseName();
    user = "w_" + schema;
    Sabotage.asAdministrator(
        database,
        "CREATE OR REPLACE USER '" + user + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'",
        "CREATE OR REPLACE USER 'm_" + schema + "'@'127.0.0.1' IDENTIFIED BY '" + PASSWORD + "'",
        "GRANT SELECT, CREATE TEMPORARY TABLES ON " + schema + ".* TO '" + user + "'@'127.0.0.1'",
        "GRANT ALL ON " + schema + ".* TO 'm_" + schema + "'@'127.0.0.1' WITH GRANT OPTION");
    cli =
        new TestCli(
            folder,
            Map.of(
                "LIGHTSPEED_DATABASE_URL",
                database.address().url(),
                "LIGHTSPEED_DATABASE_USER",
                user,
                "LIGHTSPEED_DATABASE_PASSWORD",
                PASSWORD,
                "LIGHTSPEED_DATABASE_MIGRATION_USER",
                "m_" + schema,
                "LIGHTSPEED_DATABASE_MIGRATION_PASSWORD",
                PASSWORD,
                "LIGHTSPEED_DATA_DIR",
                folder.resolve("data").toString()));
    assertThat(cli.run("db:migrate").err()).doesNotContain("denied");
  }

  private void asRuntimeUser(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(database.address().url(), user, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theRunningProgramCanNeitherChangeTablesNorRewriteTheAuditLog() throws SQLException {
    for (var refused :
        List.of(
            "UPDATE audit_log SET actor = 'x'",
            "DELETE FROM audit_log",
            "TRUNCATE TABLE audit_log",
            "DROP TABLE audit_log",
            "ALTER TABLE users ADD COLUMN x INT",
            "DROP TABLE users",
            "TRUNCATE TABLE users",
            "CREATE TABLE x (id INT)",
            "CREATE INDEX x ON users (role)",
            "RENAME TABLE users TO people",
            "CREATE VIEW x AS SELECT 1",
            "CREATE TRIGGER x BEFORE INSERT ON users FOR EACH ROW SET NEW.role = 'admin'",
            "UPDATE flyway_schema_history SET success = 0",
            "GRANT UPDATE ON audit_log TO CURRENT_USER")) {
      assertThatThrownBy(() -> asRuntimeUser(refused)).as(refused).hasMessageContaining("denied");
    }

    asRuntimeUser("UPDATE users SET role = 'admin' WHERE id = -1");
  }

  @Test
  void ordersAreImportedSentPrunedBackedUpAndRestoredWithTheseRights() throws IOException {
    try (var store = Emulator.start(EmulatorOptions.defaults())) {
      var shop =
          cli.with("LIGHTSPEED_API_URL", store.url()).with("LIGHTSPEED_API_TOKEN", store.token());
      var file = folder.resolve("order.csv");
      Files.copy(Path.of("../docs/example-order.csv"), file);
      for (var words :
          List.of(
              "catalog:pull",
              "config:set queue_max_retries 4",
              "config:set notify_secret hunter2",
              "user:list",
              "po:import " + file + " --approve",
              "queue:work --drain",
              "po:list",
              "queue:prune 1",
              "config:rotate-key",
              "db:backup " + folder.resolve("b.sql"),
              "db:restore " + folder.resolve("b.sql") + " --yes",
              "db:migrate",
              "queue:work --drain",
              "status")) {
        var ended = shop.run(words.split(" ", -1));
        assertThat(ended.err()).as(words).doesNotContain("denied");
        assertThat(ended.exit()).as(words + ended.err()).isZero();
      }
    }
  }

  @Test
  void doctorIsContentWithBothUsersAndNamesWhatOneLacks() {
    var content = cli.run("doctor").out();
    Sabotage.asAdministrator(
        database,
        "REVOKE UPDATE ON "
            + database.address().databaseName()
            + ".queue_jobs FROM '"
            + user
            + "'@'127.0.0.1'");

    var lacking = cli.run("doctor").out();
    var given = cli.run("db:migrate");

    assertThat(content).doesNotContain("The user lacks").doesNotContain("for migrations lacks");
    assertThat(lacking).contains("The user lacks UPDATE on the table queue_jobs");
    assertThat(given.exit()).isZero();
    assertThat(cli.run("doctor").out()).doesNotContain("The user lacks");
  }
}
