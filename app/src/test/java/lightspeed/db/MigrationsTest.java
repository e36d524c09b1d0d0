package lightspeed.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {
  @RegisterExtension final TestDatabase empty = TestDatabase.empty();
  @RegisterExtension final TestDatabase migrated = TestDatabase.migrated();

  @Test
  void theNewestVersionThatTheProgramKnowsIsThatOfTheNewestFile() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      List<Integer> versions =
          files
              .map(file -> file.getFileName().toString())
              .map(
                  name -> Integer.valueOf(name.replaceFirst("^V([0-9]+)__[a-z0-9_]+\\.sql$", "$1")))
              .sorted()
              .toList();

      assertThat(versions).doesNotHaveDuplicates().last().isEqualTo(Migrations.NEWEST);
      assertThat(versions).hasSize(Migrations.NEWEST);
    }
  }

  @Test
  void everyStatementOfAMigrationMayRunAgain() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      for (Path file : files.toList()) {
        String sql = Files.readString(file).replaceAll("(?m)^--.*$", "");
        for (String statement : sql.split(";\\s*(\\n|$)", -1)) {
          if (statement.strip().matches("(?is)(CREATE|DROP|ALTER).*")) {
            assertThat(statement).as(file.toString()).containsPattern("(?i)IF (NOT )?EXISTS");
          }
          if (statement.strip().matches("(?is)INSERT.*")) {
            assertThat(statement).as(file.toString()).containsPattern("(?i)INSERT IGNORE");
          }
        }
      }
    }
  }

  @Test
  void migratingTwiceChangesNothing() {
    Migrations migrations = of(empty);

    assertThat(migrations.migrate()).isEqualTo(Migrations.NEWEST);
    assertThat(migrations.migrate()).isZero();

    migrations.requireCurrent();
    assertThat(migrations.status())
        .isEqualTo(
            new SchemaStatus(Migrations.NEWEST, Migrations.NEWEST, List.of(), false, false, false));
  }

  @Test
  void migratingAFilledDatabaseLosesNothing() {
    migrated.database().useTransaction(h -> h.execute(OperatorSqlTest.ONE_ORDER));

    of(migrated).migrate();

    assertThat(count(migrated, "vend_consignments")).isEqualTo(1);
  }

  @Test
  void aMigrationThatWasKilledMidwayIsRunAgain() {
    of(empty).migrate();
    empty
        .database()
        .useTransaction(
            handle -> {
              handle.execute(OperatorSqlTest.ONE_ORDER);
              handle.execute("DELETE FROM flyway_schema_history WHERE version IS NOT NULL");
            });
    TestDatabase.asRoot(empty.address().databaseName(), List.of("DROP TABLE audit_log"));

    assertThat(of(empty).migrate()).isEqualTo(Migrations.NEWEST);

    of(empty).requireCurrent();
    assertThat(count(empty, "audit_log")).isZero();
    assertThat(count(empty, "vend_consignments")).isEqualTo(1);
  }

  /// 11:00 UTC is midnight in Auckland's summer, 12:00 in its winter.
  @Test
  void dueDatesBecomeDaysAtTheOutlet() {
    of(empty).migrate();
    empty
        .database()
        .useTransaction(
            handle -> {
              handle.execute("DELETE FROM flyway_schema_history WHERE CAST(version AS INT) >= 9");
              handle.execute(
                  """
                  INSERT INTO vend_outlets (id, name, time_zone, version)
                  VALUES ('o-1', 'Auckland', 'Pacific/Auckland', 1),
                    ('o-2', 'New York', 'America/New_York', 1),
                    ('o-3', 'Berlin', 'Europe/Berlin', 1)
                  """);
            });
    empty
        .database()
        .read(h -> h.execute("ALTER TABLE vend_consignments MODIFY due_at DATETIME(6) NULL"));
    empty
        .database()
        .useTransaction(
            handle ->
                handle.execute(
                    """
                    INSERT INTO vend_consignments (id, public_id, supplier, outlet, outlet_id, due_at)
                    VALUES ('typed', '1', 's', 'o', 'o-2', '2026-12-01 00:00:00'),
                      ('summer', '2', 's', 'o', 'o-1', '2026-11-30 11:00:00'),
                      ('winter', '3', 's', 'o', 'o-1', '2026-06-30 12:00:00'),
                      ('west', '4', 's', 'o', 'o-2', '2026-12-01 05:00:00'),
                      ('near', '5', 's', 'o', 'o-3', '2026-11-30 23:00:00'),
                      ('unknown', '6', 's', 'o', NULL, '2026-12-01 18:00:00'),
                      ('none', '7', 's', 'o', NULL, NULL)
                    """));

    of(empty).migrate();

    assertThat(
            empty.texts(
                "SELECT CONCAT(id, ' ', COALESCE(due_at, '-')) FROM vend_consignments"
                    + " ORDER BY public_id"))
        .containsExactly(
            "typed 2026-12-01",
            "summer 2026-12-01",
            "winter 2026-07-01",
            "west 2026-12-01",
            "near 2026-12-01",
            "unknown 2026-12-01",
            "none -");
  }

  @Test
  void aMigrationThatFailedIsToldAndRepairedByTheNextRun() {
    migrated
        .database()
        .useTransaction(h -> h.execute("UPDATE flyway_schema_history SET success = 0"));

    assertThat(of(migrated).status().hasFailure()).isTrue();
    assertThatExceptionOfType(DatabaseException.MigrationFailed.class)
        .isThrownBy(of(migrated)::requireCurrent)
        .withMessageContaining("db:migrate");

    of(migrated).migrate();
    of(migrated).requireCurrent();
  }

  @Test
  void migratingSaysNothingOnStandardOutputOrError() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      of(empty).migrate();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }

    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void severalProcessesMayMigrateAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<Integer>> runs =
          Stream.generate(() -> threads.submit(() -> of(empty).migrate())).limit(3).toList();

      int applied = 0;
      for (Future<Integer> run : runs) {
        applied += run.get(60, TimeUnit.SECONDS);
      }

      assertThat(applied).isEqualTo(Migrations.NEWEST);
      of(empty).requireCurrent();
    }
  }

  @Test
  void anEmptySchemaIsMissingUnlessItMayBeFilled() {
    assertThat(of(empty).status().isEmpty()).isTrue();
    assertThatExceptionOfType(DatabaseException.SchemaMissing.class)
        .isThrownBy(of(empty)::requireCurrent)
        .withMessageContaining("lightspeed-cli db:migrate");

    of(empty).requireCurrentOrFill();

    of(empty).requireCurrent();
  }

  @Test
  void commandsThatFillTheSameEmptySchemaAtOnceAllFindItFilled() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(threads.submit(() -> of(empty).requireCurrentOrFill()));
      }

      for (Future<?> run : runs) {
        run.get(60, TimeUnit.SECONDS);
      }
    }
    of(empty).requireCurrent();
  }

  @Test
  void aSchemaWhoseFillingWasBegunByAnotherIsFinished() {
    TestDatabase.asRoot(
        empty.address().databaseName(),
        List.of(
            "CREATE TABLE flyway_schema_history LIKE "
                + migrated.address().databaseName()
                + ".flyway_schema_history"));

    of(empty).requireCurrentOrFill();

    of(empty).requireCurrent();
  }

  @Test
  void tablesOfSomeoneElseAreNotTouched() {
    TestDatabase.asRoot(
        empty.address().databaseName(), List.of("CREATE TABLE vend_consignments (id INT)"));

    assertThatExceptionOfType(DatabaseException.SchemaMissing.class)
        .isThrownBy(of(empty)::requireCurrentOrFill);
    assertThatExceptionOfType(DatabaseException.MigrationFailed.class)
        .isThrownBy(of(empty)::migrate)
        .withMessageContaining("has tables of something else");

    assertThat(count(empty, "vend_consignments")).isZero();
    assertThat(of(empty).status().current()).isNull();
  }

  @Test
  void anOldSchemaNamesTheCommandThatUpgradesIt() {
    setVersion("0");

    assertThatExceptionOfType(DatabaseException.SchemaTooOld.class)
        .isThrownBy(of(migrated)::requireCurrent)
        .withMessageContaining("lightspeed-cli db:migrate")
        .withMessageContaining("version 0");
    assertThat(of(migrated).status().pending()).startsWith(1);
  }

  @Test
  void aSchemaFromTheFutureIsRefusedAlsoByMigrate() {
    setVersion("999");

    assertThatExceptionOfType(DatabaseException.SchemaTooNew.class)
        .isThrownBy(of(migrated)::requireCurrent)
        .withMessageContaining("upgrade this program");
    assertThatExceptionOfType(DatabaseException.SchemaTooNew.class)
        .isThrownBy(of(migrated)::migrate);
  }

  @Test
  void anUnreachableDatabaseIsToldAsSuch() {
    var address = DatabaseAddress.parse("jdbc:mariadb://127.0.0.1:1/x", "u", "s3cret");
    try (Connections connections = Connections.single(address)) {
      assertThatExceptionOfType(DatabaseException.Unreachable.class)
          .isThrownBy(new Migrations(address, connections.database())::migrate);
    }
  }

  private void setVersion(String version) {
    migrated
        .database()
        .useTransaction(h -> h.execute("UPDATE flyway_schema_history SET version = ?", version));
  }

  private static int count(TestDatabase schema, String table) {
    return schema
        .database()
        .read(h -> h.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }

  private static Migrations of(TestDatabase schema) {
    return new Migrations(schema.address(), schema.database());
  }
}
