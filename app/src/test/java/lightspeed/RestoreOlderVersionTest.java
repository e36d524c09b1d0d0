package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import lightspeed.db.Backup;
import lightspeed.db.MariaDbBinaries;
import lightspeed.db.Restore;
import lightspeed.db.TestDatabase;
import lightspeed.installation.RestoredStore;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.settings.Switch;

/// A backup that an older version of the program made is restored by today's: its tables are
/// migrated forward, the list of consignments is walked before anything is created, and nothing is
/// sent twice. And two restores at the same moment.
@Tag("slow")
final class RestoreOlderVersionTest {
  /// The last version that knew nothing of registers, epochs and keys.
  /// Flyway's own, and a table that V11 made anew under its old name.
  private static final Set<String> NOT_COPIED = Set.of("flyway_schema_history", "web_sessions");

  private static final int OLDER = 8;

  @RegisterExtension final TestDatabase database = TestDatabase.migrated();
  @RegisterExtension final TestDatabase older = TestDatabase.empty();

  @TempDir private Path folder = Path.of("");

  private final Emulator store =
      Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));

  private TestCli cli = new TestCli(folder, Map.of());

  RestoreOlderVersionTest() throws IOException {}

  @BeforeEach
  void configure() {
    cli = TestCli.of(folder, database, store).with("SYNC_SETTLE_SECONDS", "0.3");
    assertThat(cli.run("catalog:pull").exit()).isZero();
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  @Test
  void itIsMigratedAndTheListIsWalkedBeforeAnythingIsCreatedAndNothingIsSentTwice()
      throws Exception {
    approve("PO-1");
    approve("PO-2");
    backUpAsTheOlderVersionDid();
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    var offline = cli.with("LIGHTSPEED_API_URL", "http://127.0.0.1:9");

    var restored = offline.run("db:restore", file("older.sql"), "--yes", "--json");
    int before = store.requests().size();
    var drained = cli.run("queue:work", "--drain");

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.json().path("schema_version").asInt()).isEqualTo(OLDER);
    assertThat(restored.json().path("migrations_applied").asInt()).isPositive();
    assertThat(restored.json().path("orders").asInt()).isEqualTo(2);
    assertThat(drained.exit()).as(drained.err()).isZero();
    assertThat(store.consignments("PO-1")).as("sent since the backup").hasSize(1);
    assertThat(store.consignments("PO-2")).hasSize(1);
    assertThat(database.texts("SELECT CONCAT(public_id, ' ', state) FROM vend_consignments"))
        .containsExactlyInAnyOrder("PO-1 SENT", "PO-2 SENT");
    List<String> calls =
        store.requests().stream()
            .skip(before)
            .filter(call -> call.path().endsWith("/consignments"))
            .map(call -> call.method())
            .toList();
    assertThat(calls).startsWith("GET", "GET").containsOnlyOnce("POST");
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
  }

  @Test
  void whenItCannotBeMigratedTheTablesOfBeforeAreInUseAgainWithAllTheirForeignKeys()
      throws Exception {
    approve("PO-1");
    backUpAsTheOlderVersionDid("CREATE TABLE lightspeed_register (odd INT)");
    approve("PO-2");
    List<String> before = foreignKeys();

    var refused = cli.run("db:restore", file("older.sql"), "--yes");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("could not be migrated");
    assertThat(foreignKeys()).isNotEmpty().isEqualTo(before);
    assertThat(database.texts("SELECT public_id FROM vend_consignments ORDER BY 1"))
        .containsExactly("PO-1", "PO-2");
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
    assertThat(cli.run("sync:po", "PO-2").exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatWasKilledAfterTheTablesChangedPlacesIsFinishedByMigrating(boolean areNamesFreed)
      throws Exception {
    killedHalfway(areNamesFreed);

    var migrated = cli.run("db:migrate");
    var again = cli.run("db:migrate");
    var drained = cli.run("queue:work", "--drain");

    assertThat(migrated.exit()).as(migrated.err()).isZero();
    assertThat(migrated.err()).contains("A restore that had been killed was finished.");
    assertThat(again.err()).doesNotContain("killed");
    assertThat(drained.exit()).as(drained.err()).isZero();
    assertThat(store.consignments("PO-1")).as("sent since the backup").hasSize(1);
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
    assertThat(database.texts("SELECT epoch > 1 FROM installation")).containsExactly("1");
  }

  @Test
  void oneThatWasKilledIsNoObstacleToTheNext() throws Exception {
    killedHalfway(false);

    var restored = cli.run("db:restore", file("older.sql"), "--yes");

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
    assertThat(cli.run("queue:work", "--drain").exit()).isZero();
    assertThat(store.consignments("PO-1")).hasSize(1);
  }

  @Test
  void aCopyStaysOneWhateverIsRestoredIntoIt() throws Exception {
    approve("PO-1");
    backUpAsTheOlderVersionDid();
    assertThat(cli.run("installation:confirm", "--copy", "--yes").exit()).isZero();

    assertThat(cli.run("db:restore", file("older.sql"), "--yes").exit()).isZero();

    sendsNothing(cli, "copy");
  }

  @Test
  void aCopyStaysOneWhenARestoreIntoItWasKilled() throws Exception {
    approve("PO-1");
    backUpAsTheOlderVersionDid();
    assertThat(cli.run("installation:confirm", "--copy", "--yes").exit()).isZero();
    changePlacesAndDie(false);

    assertThat(cli.run("db:migrate").exit()).isZero();

    sendsNothing(cli, "copy");
  }

  @Test
  void aCopyWithAnotherKeyDoesNotBecomeTheSenderByARestore() throws Exception {
    approve("PO-1");
    backUpAsTheOlderVersionDid();
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    approve("PO-2");
    var copy = cli.with("LIGHTSPEED_DATA_DIR", file("elsewhere"));

    assertThat(copy.run("db:restore", file("older.sql"), "--yes").exit()).isZero();

    sendsNothing(copy, "other_key");
    assertThat(cli.run("sync:po", "PO-1").exit()).as("with the key that sent first").isZero();
    assertThat(store.consignments("PO-1")).hasSize(1);
  }

  private void sendsNothing(TestCli copy, String why) {
    long before = store.consignments().size();
    var refused = copy.run("sync:po", "PO-1", "--json");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.errorJson().path("error").path("code").asString()).isEqualTo(why);
    assertThat(copy.run("queue:work", "--drain").out()).contains("0 jobs completed");
    assertThat(store.consignments()).hasSize((int) before);
  }

  private void killedHalfway(boolean areNamesFreed) throws Exception {
    approve("PO-1");
    backUpAsTheOlderVersionDid();
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    changePlacesAndDie(areNamesFreed);
  }

  private void changePlacesAndDie(boolean areNamesFreed) {
    try (Restore restore = Restore.begin(database.address())) {
      restore.load(folder.resolve("older.sql"), read -> {});
      restore.addMissing(RestoredStore.TABLES);
      database.database().useTransaction(RestoredStore::prepare);
      restore.swap();
      if (areNamesFreed) {
        restore.freeForeignKeyNames();
      }
    }
  }

  private List<String> foreignKeys() {
    return database.texts(
        """
        SELECT CONCAT_WS(' ', table_name, constraint_name, referenced_table_name, delete_rule)
        FROM information_schema.referential_constraints
        WHERE constraint_schema = DATABASE()
        ORDER BY 1
        """);
  }

  @Test
  void ofTwoRestoresAtTheSameMomentNoneTouchesTheOthersTables() throws Exception {
    approve("PO-1");
    assertThat(cli.run("db:backup", file("b.sql")).exit()).isZero();
    approve("PO-2");

    List<TestCli.Result> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<TestCli.Result> restore =
          () -> cli.run("db:restore", file("b.sql"), "--yes", "--json");
      for (var one : threads.invokeAll(List.of(restore, restore))) {
        results.add(one.get());
      }
    }

    assertThat(results).extracting(TestCli.Result::exit).contains(0).containsAnyOf(0, 4);
    results.stream()
        .filter(one -> one.exit() != 0)
        .forEach(refused -> assertThat(refused.err()).contains("Another restore"));
    assertThat(database.texts("SELECT public_id FROM vend_consignments")).containsExactly("PO-1");
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
    assertThat(cli.run("queue:work", "--drain").exit()).isZero();
    assertThat(store.consignments("PO-1")).hasSize(1);
  }

  /// The same rows in the tables of the older version.
  ///
  /// @param more statements that change these tables
  private void backUpAsTheOlderVersionDid(String... more) throws SQLException {
    Flyway.configure()
        .dataSource(older.address().url(), older.address().user(), older.address().password())
        .locations("classpath:db/migration")
        .target(String.valueOf(OLDER))
        .load()
        .migrate();
    try (Connection connection = older.dataSource().getConnection();
        var statement = connection.createStatement()) {
      for (String sql : more) {
        statement.execute(sql);
      }
    }
    String from = database.address().databaseName();
    String to = older.address().databaseName();
    older
        .database()
        .useTransaction(
            tx -> {
              tx.execute("SET foreign_key_checks = 0");
              for (String table : older.texts("SHOW TABLES")) {
                String columns = commonColumns(from, to, table);
                if (!NOT_COPIED.contains(table) && !columns.isEmpty()) {
                  tx.execute(
                      "REPLACE INTO %s.%s (%s) SELECT %s FROM %s.%s"
                          .formatted(to, table, columns, columns, from, table));
                }
              }
              tx.execute("SET foreign_key_checks = 1");
            });
    new Backup(older.address(), new MariaDbBinaries(Path.of("target/mariadb")))
        .writeTo(folder.resolve("older.sql"));
  }

  private String commonColumns(String from, String to, String table) {
    return older
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT there.column_name
                        FROM information_schema.columns there
                        JOIN information_schema.columns here
                          ON here.table_name = there.table_name
                          AND here.column_name = there.column_name
                        WHERE here.table_schema = :from
                          AND there.table_schema = :to
                          AND there.table_name = :table
                          AND there.is_generated = 'NEVER'
                        """)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("table", table)
                    .mapTo(String.class)
                    .list()
                    .stream()
                    .collect(Collectors.joining(", ")));
  }

  private void approve(String order) throws IOException {
    String sku =
        store.products().stream()
            .filter(product -> product.isActive() && product.deletedAt() == null)
            .filter(product -> !product.isComposite() && !product.hasVariants())
            .map(product -> product.sku())
            .findFirst()
            .orElseThrow();
    String line =
        String.join(
            ",",
            order,
            store.suppliers().getFirst().id(),
            store.outlets().getFirst().id(),
            sku,
            "3",
            "1.50\n");
    Files.writeString(
        folder.resolve(order + ".csv"),
        "public_id,supplier,outlet,sku,quantity,unit_cost\n" + line);
    assertThat(cli.run("po:import", file(order + ".csv"), "--approve").exit()).isZero();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
