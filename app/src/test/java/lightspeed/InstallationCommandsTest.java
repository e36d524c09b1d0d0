package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// Databases that go back, are copied or get another store, as whole command lines meet them.
@Tag("slow")
final class InstallationCommandsTest {
  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator sandbox = store(1);
  private final Emulator real = store(2);
  private TestCli cli = new TestCli(folder, Map.of());

  InstallationCommandsTest() throws IOException {}

  /// Stores of this emulator have one retailer's id, so they are told apart by their outlets, as
  /// with a token that may not read the retailer.
  private static Emulator store(long seed) throws IOException {
    var store =
        Emulator.start(EmulatorOptions.defaults().withSeed(seed).with(Switch.RATE_LIMIT, false));
    store.add(Fault.of(FaultKind.STATUS).on("GET", "/retailer").status(403));
    return store;
  }

  @BeforeEach
  void configure() {
    cli =
        TestCli.of(folder, database, sandbox)
            .with("QUEUE_RETRY_DELAYS", "600")
            .with("SYNC_SETTLE_SECONDS", "0.3");
    assertThat(cli.run("catalog:pull").exit()).isZero();
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
    real.close();
  }

  @Test
  void aRestoredBackupIsTheOldStateInANewEpochWithEverybodySignedOut() throws IOException {
    approve(sandbox, "PO-1");
    database
        .database()
        .useTransaction(
            tx ->
                tx.createScript(
                        """
                        INSERT INTO users (id, username, role) VALUES (1, 'ann', 'admin');
                        INSERT INTO web_sessions (token_hash, user_id, session_epoch, is_complete,
                          began_at, seen_at, confirmed_at, source_address)
                        VALUES ('s', 1, 0, TRUE, NOW(6), NOW(6), NOW(6), '127.0.0.1')
                        """)
                    .execute());
    var backup = cli.run("db:backup", file("b.sql"), "--json");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    approve(sandbox, "PO-2");

    var restored = cli.run("db:restore", file("b.sql"), "--yes", "--json");

    assertThat(backup.json().path("keep_beside").asString()).contains(file("data/key"));
    assertThat(restored.err()).isEmpty();
    assertThat(restored.exit()).isZero();
    assertThat(restored.json().path("orders").asInt()).isEqualTo(1);
    assertThat(restored.json().path("epoch").asInt()).isGreaterThan(1);
    assertThat(database.texts("SELECT CONCAT(public_id, ' ', state) FROM vend_consignments"))
        .containsExactly("PO-1 APPROVED");
    assertThat(database.texts("SELECT token_hash FROM web_sessions")).isEmpty();
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
  }

  @Test
  void ordersSentSinceTheBackupAreNotSentAgainAfterItWasRestored() throws IOException {
    approve(sandbox, "PO-1");
    approve(sandbox, "PO-2");
    cli.run("db:backup", file("b.sql"));
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    approve(sandbox, "PO-3");
    assertThat(cli.run("sync:po", "PO-3").exit()).isZero();

    var restored = cli.run("db:restore", file("b.sql"), "--yes", "--json");
    var drained = cli.run("queue:work", "--drain");

    assertThat(restored.exit()).isZero();
    assertThat(restored.json().path("walk_trouble").isNull()).isTrue();
    assertThat(restored.json().path("unexplained_consignments").findValuesAsString("order"))
        .contains("PO-1");
    assertThat(drained.exit()).isZero();
    for (var order : List.of("PO-1", "PO-2", "PO-3")) {
      assertThat(sandbox.consignments(order))
          .as(drained.out() + drained.err() + cli.run("sync:status", order).out())
          .hasSize(1);
    }
  }

  @Test
  void aDatabaseThatWentBackIsToldUntilTheWholeListWasWalked() throws IOException {
    cli.run("db:backup", file("b.sql"));
    var offline = cli.with("LIGHTSPEED_API_URL", "http://127.0.0.1:9");

    var restored = offline.run("db:restore", file("b.sql"), "--yes");

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.err()).contains("could not be walked now");
    assertThat(cli.run("doctor").out()).contains("The database went back at");
    assertThat(cli.run("health").out()).contains("The database went back at");
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    assertThat(cli.run("doctor").out()).doesNotContain("The database went back at");
  }

  @Test
  void aCompressedBackupIsSmallerAndRestoredTheSame() throws IOException {
    cli.run("db:backup", file("b.sql"));
    cli.run("db:backup", file("b.sql.gz"));
    approve(sandbox, "PO-1");

    var restored = cli.run("db:restore", file("b.sql.gz"), "--yes");

    assertThat(restored.exit()).isZero();
    assertThat(database.texts("SELECT id FROM vend_consignments")).isEmpty();
    assertThat(Files.size(folder.resolve("b.sql.gz")))
        .isLessThan(Files.size(folder.resolve("b.sql")) / 2);
  }

  @Test
  void noBackupHoldsTheKey() throws IOException {
    approve(sandbox, "PO-1");
    cli.run("sync:po", "PO-1");

    cli.run("db:backup", file("b.sql"));

    var key = Files.readString(folder.resolve("data/key")).strip();
    assertThat(Files.readString(folder.resolve("b.sql"))).doesNotContain(key);
  }

  @Test
  void halfABackupIsRefusedWithNothingTouched() throws IOException {
    approve(sandbox, "PO-1");
    for (var name : List.of("b.sql", "b.sql.gz")) {
      cli.run("db:backup", file(name));
      var whole = Files.readAllBytes(folder.resolve(name));
      for (int part = 1; part <= 3; part++) {
        Files.write(folder.resolve("half"), Arrays.copyOf(whole, whole.length * part / 4));

        var refused = cli.run("db:restore", file("half"), "--yes");

        assertThat(refused.exit()).as(name + " " + part).isEqualTo(1);
        assertThat(refused.err()).contains("Nothing was changed");
      }
    }
    assertThat(database.texts("SELECT id FROM vend_consignments")).containsExactly("PO-1");
    assertThat(database.texts("SELECT epoch FROM installation")).containsExactly("1");
    assertThat(database.texts("SHOW TABLES LIKE '%\\_\\_%'")).isEmpty();
  }

  @Test
  void aFileThatIsNoBackupIsRefusedWithNothingTouched() throws IOException {
    cli.run("db:backup", file("b.sql"));
    var backup = Files.readString(folder.resolve("b.sql"));
    for (var content :
        List.of(
            "",
            "hello",
            "DROP TABLE users;",
            backup.replaceFirst("CREATE TABLE", "DROP TABLE users;\nCREATE TABLE"),
            backup.replace("vend_consignments", "something_else"))) {
      Files.writeString(folder.resolve("no"), content);

      var refused = cli.run("db:restore", file("no"), "--yes");

      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("Nothing was changed");
    }
    Files.write(folder.resolve("no"), new byte[] {(byte) 0xff, 0, (byte) 0xfe, 1});
    assertThat(cli.run("db:restore", file("no"), "--yes").exit()).isEqualTo(1);
    assertThat(cli.run("db:restore", file("none"), "--yes").exit()).isEqualTo(3);
    assertThat(database.texts("SELECT epoch FROM installation")).containsExactly("1");
  }

  @Test
  void aBackupOfANewerProgramIsRefused() throws IOException {
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type,
                      script, installed_by, execution_time, success)
                    VALUES (999, '999', '', 'SQL', '', '', 1, 1)
                    """));
    cli.run("db:backup", file("b.sql"));
    database
        .database()
        .useTransaction(tx -> tx.execute("DELETE FROM flyway_schema_history WHERE version = 999"));

    var refused = cli.run("db:restore", file("b.sql"), "--yes");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("newer program").contains("Nothing was changed");
  }

  @Test
  void aBackupOfAnotherStoreIsRefused() throws IOException {
    cli.run("vend:test");
    cli.run("db:backup", file("b.sql"));
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE installation SET store_name = 'Ours', store_outlets = '[\"o-1\"]'"));

    var refused = cli.run("db:restore", file("b.sql"), "--yes");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("another store").contains("Ours");
  }

  @Test
  void whatWasKilledBeforeTheClockWasSetBackDoesNotHoldUpARestore() {
    cli.run("db:backup", file("b.sql"));
    execute(
        "INSERT INTO installation_servers VALUES ('s', 'shop-1', 4711, NOW(6) + INTERVAL 2 HOUR)");
    execute(
        """
        INSERT INTO queue_workers (id, host, pid, version, concurrency, last_beat_at, lease_until)
        VALUES ('shop-2:1:x', 'shop-2', 1, '1', 8, NOW(6) + INTERVAL 2 HOUR,
          NOW(6) + INTERVAL 121 MINUTE)
        """);

    var restored = cli.run("db:restore", file("b.sql"), "--yes");

    assertThat(restored.exit()).as(restored.err()).isZero();
  }

  private void execute(String statement) {
    database.database().useTransaction(tx -> tx.execute(statement));
  }

  @Test
  void nothingIsRestoredBeneathAWorkerOrAServer() {
    cli.run("db:backup", file("b.sql"));
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "INSERT INTO installation_servers VALUES ('s', 'shop-1', 4711, NOW(6))"));

    var server = cli.run("db:restore", file("b.sql"), "--yes");
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
                    VALUES ('shop-2:1:x', 'shop-2', 1, '1', 8, NOW(6) + INTERVAL 9 SECOND)
                    """));
    var worker = cli.run("db:restore", file("b.sql"), "--yes", "--json");

    assertThat(server.exit()).isEqualTo(4);
    assertThat(server.err()).contains("server on shop-1, process 4711");
    assertThat(worker.exit()).isEqualTo(4);
    assertThat(worker.errorJson().path("error").path("code").asString()).isEqualTo("at_work");
    assertThat(worker.err()).contains("worker shop-2:1:x");
  }

  @Test
  void ofTwoRestoresAtOnceOneIsRefused() throws Exception {
    cli.run("db:backup", file("b.sql"));
    try (Connection other = database.dataSource().getConnection();
        var statement = other.createStatement()) {
      statement.execute(
          "SELECT GET_LOCK('lightspeed restore " + database.address().databaseName() + "', 0)");

      var refused = cli.run("db:restore", file("b.sql"), "--yes");

      assertThat(refused.exit()).isEqualTo(4);
      assertThat(refused.err()).contains("Another restore");
      statement.execute("SELECT RELEASE_ALL_LOCKS()");
    }
    assertThat(cli.run("db:restore", file("b.sql"), "--yes").exit()).isZero();
  }

  @Test
  void whatCannotBeUndoneNeedsYesWhereNobodyCanBeAsked() {
    cli.run("db:backup", file("b.sql"));
    execute("UPDATE installation SET stopped_at = NOW(6), stopped_why = 'Another one sends.'");

    assertThat(cli.run("db:restore", file("b.sql")).exit()).isEqualTo(2);
    assertThat(cli.run("installation:confirm").exit()).isEqualTo(2);
    assertThat(cli.run("installation:confirm", "--copy").exit()).isEqualTo(2);
  }

  @Test
  void aStopOutlivesARestore() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("db:backup", file("b.sql")).exit()).isZero();
    execute(
        """
        INSERT INTO installation_twins (consignment_id, order_id)
        VALUES ('c-1', 'PO-7'), ('c-2', 'PO-8'), ('c-3', 'PO-9')
        """);
    execute(
        """
        UPDATE installation
        SET stopped_at = '2026-11-30 10:00:00', stopped_why = 'Another one seems to send.'
        """);

    assertThat(cli.run("db:restore", file("b.sql"), "--yes").exit()).isZero();

    var refused = cli.run("sync:po", "PO-1", "--json");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("Another one seems to send.");
    assertThat(database.texts("SELECT CAST(stopped_at AS CHAR) FROM installation"))
        .containsExactly("2026-11-30 10:00:00.000000");
    assertThat(database.texts("SELECT consignment_id FROM installation_twins")).hasSize(3);
    assertThat(cli.run("register:walk").exit()).isZero();
    assertThat(cli.run("installation:confirm", "--yes").exit()).isZero();
    assertThat(database.texts("SELECT distrusted_at > began_at FROM lightspeed_register"))
        .as("the other one may have sent since that walk")
        .containsExactly("1");
    assertThat(database.texts("SELECT settled_at IS NULL FROM installation_twins"))
        .containsOnly("0");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
  }

  @Test
  void tokensAndPeopleThatAreBackAreNamed() {
    assertThat(cli.run("token:create", "tills", "--scopes=read").exit()).isZero();
    assertThat(cli.run("user:create", "ann", "--role=buyer").exit()).isZero();
    cli.run("db:backup", file("b.sql"));
    assertThat(cli.run("token:revoke", "tills").exit()).isZero();
    assertThat(cli.run("user:change", "ann", "--disable").exit()).isZero();

    var restored = cli.run("db:restore", file("b.sql"), "--yes", "--json");

    assertThat(restored.json().path("tokens_valid_again").toString()).isEqualTo("[\"tills\"]");
    assertThat(restored.json().path("people_back").toString()).isEqualTo("[\"ann\"]");
  }

  @Test
  void aCancellationThatWaitedLapsesWithARestore() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    INSERT INTO queue_jobs (job_type, payload, unique_key)
                    VALUES ('cancel_po', '{"version":1,"purchase_order_id":"PO-1","actor":"ann"}',
                      'sync_po:PO-1')
                    """));
    cli.run("db:backup", file("b.sql"));

    var restored = cli.run("db:restore", file("b.sql"), "--yes");

    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(database.texts("SELECT status FROM queue_jobs WHERE job_type = 'cancel_po'"))
        .containsExactly("CANCELLED");
    assertThat(cli.run("sync:status", "PO-1").out()).contains("lapsed");
  }

  @Test
  void aCopyWithTheSameTokenAndAnotherKeySendsNothing() throws IOException {
    approve(sandbox, "PO-1");
    approve(sandbox, "PO-2");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    var copy = cli.with("LIGHTSPEED_DATA_DIR", file("elsewhere"));

    var refused = copy.run("sync:po", "PO-2", "--json");
    var health = copy.run("health");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.errorJson().path("error").path("code").asString()).isEqualTo("other_key");
    assertThat(refused.err()).contains("Nothing is sent").contains("LIGHTSPEED_KEY");
    assertThat(sandbox.consignments("PO-2")).isEmpty();
    assertThat(health.exit()).isEqualTo(1);
    assertThat(health.out()).contains("with another key").doesNotContain("orders are sent");
    assertThat(health.out()).doesNotContain("queue:work");
    assertThat(copy.run("doctor").out()).doesNotContain("queue:work");
    assertThat(copy.run("queue:work", "--drain").out()).contains("0 jobs completed");
    assertThat(copy.run("installation:confirm", "--copy", "--yes").exit()).isZero();
    assertThat(copy.run("doctor").out())
        .contains("as long as this is a copy")
        .doesNotContain("queue:work");
    assertThat(cli.run("sync:po", "PO-2").exit()).isEqualTo(4);

    assertThat(copy.run("installation:confirm", "--yes").exit()).isZero();

    assertThat(copy.run("sync:po", "PO-2").exit()).isZero();
    assertThat(cli.run("sync:po", "PO-2", "--priority=critical").exit()).isEqualTo(0);
    assertThat(cli.run("vend:test").exit()).isZero();
    approve(sandbox, "PO-3");
    assertThat(cli.run("sync:po", "PO-3").exit()).isEqualTo(4);
    assertThat(sandbox.consignments("PO-3")).isEmpty();
  }

  @Test
  void confirmingWhatSendsAlreadyChangesNothingSoTheSecondKeyStaysValid() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    execute(
        """
        UPDATE installation
        SET second_key_id = 'other', second_key_salt = REPEAT('0', 32),
          second_key_mark = REPEAT('0', 64)
        """);

    var nothing = cli.run("installation:confirm", "--yes");

    assertThat(nothing.exit()).isZero();
    assertThat(nothing.out()).contains("There is nothing to confirm").doesNotContain("Confirmed:");
    assertThat(database.texts("SELECT second_key_id FROM installation")).containsExactly("other");
    assertThat(cli.run("installation:confirm", "--copy", "--yes").out()).contains("Confirmed:");
    assertThat(cli.run("installation:confirm", "--copy", "--yes").out())
        .contains("There is nothing to confirm");
  }

  @Test
  void atAnotherStoreNoCommandReadsOrChangesAnything() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    approve(sandbox, "PO-2");
    var consignment = sandbox.consignments("PO-1").getFirst().consignment().id();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());
    var before = everythingAboutOrders();

    for (var line :
        List.of(
            "sync:diff PO-1",
            "sync:diff PO-1 --take-remote",
            "sync:diff PO-1 --push-local",
            "sync:diff PO-1 --ignore",
            "sync:diff PO-2 --send-beside --yes",
            "sync:po PO-2",
            "sync:po PO-2 --dry-run",
            "sync:reconcile",
            "po:cancel PO-1",
            "po:reopen PO-2",
            "po:adopt PO-2 --yes --consignment=" + consignment,
            "register:walk",
            "catalog:pull",
            "vend:consignment " + consignment,
            "webhook:create https://shop.example.com")) {
      var refused = atReal.run(line.split(" "));

      assertThat(refused.err()).as(line).contains("another store");
      assertThat(refused.exit()).as(line).isEqualTo(4);
      assertThat(everythingAboutOrders()).as(line).isEqualTo(before);
    }

    assertThat(atReal.run("doctor").err() + atReal.run("doctor").out()).contains("another store");
    assertThat(real.requests())
        .allSatisfy(one -> assertThat(one.path()).containsAnyOf("/retailer", "/outlets", "/user"));
  }

  private List<String> everythingAboutOrders() {
    return database.texts(
        """
        SELECT CONCAT_WS(' ', public_id, state, sync_status, lightspeed_consignment_id)
        FROM vend_consignments
        UNION ALL
        SELECT CONCAT_WS(' ', unique_key, status, attempts)
        FROM queue_jobs
        UNION ALL
        SELECT CONCAT_WS(' ', entity_id, operation, status)
        FROM lightspeed_sync_log
        """);
  }

  @Test
  void anOrderOfTheStoreThatWasLeftIsHistoryUntilItsStoreIsBack() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    sandbox.duplicate(sandbox.consignments("PO-1").getFirst().consignment().id());
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    assertThat(cli.run("queue:work", "--drain").exit()).isZero();
    assertThat(database.texts("SELECT grade FROM lightspeed_drift")).contains("LOUD");
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());

    assertThat(atReal.run("store:switch", "--yes").exit()).isZero();
    assertThat(atReal.run("catalog:pull").exit()).isZero();
    var loud = database.texts("SELECT grade FROM lightspeed_drift");
    var history = atReal.run("sync:diff", "PO-1");
    execute("UPDATE vend_consignments SET state = 'CANCELLED', sent_at = NULL");
    var doors =
        List.of(
            atReal.run("po:approve", "PO-1"),
            atReal.run("sync:po", "PO-1"),
            atReal.run("sync:status", "PO-1"));
    execute("UPDATE vend_consignments SET state = 'SENT', sent_at = NOW(6)");
    assertThat(cli.run("store:switch", "--yes").exit()).isZero();
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    var again = cli.run("sync:diff", "PO-1");

    assertThat(loud).isEmpty();
    assertThat(history.exit()).isEqualTo(4);
    assertThat(history.err()).contains("kept as history").contains("switch back");
    assertThat(doors)
        .allSatisfy(
            one -> assertThat(one.out() + one.err()).doesNotContain("lightspeed-cli po:cancel"));
    assertThat(again.exit()).isZero();
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    assertThat(cli.run("queue:work", "--drain").exit()).isZero();
    assertThat(database.texts("SELECT grade FROM lightspeed_drift"))
        .as("the second one is told again")
        .contains("LOUD");
  }

  @Test
  void anOrderThatWasTriedInTheSandboxIsMadeADraftForTheRealStoreAndSentThereOnce()
      throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    sandbox.receive(sandbox.consignments("PO-1").getFirst().consignment().id());
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());
    assertThat(atReal.run("store:switch", "--yes").exit()).isZero();
    assertThat(atReal.run("catalog:pull").exit()).isZero();

    var imported = atReal.run("po:import", file("PO-1.csv"), "--json");
    var list = atReal.run("po:list");
    var document = atReal.run("po:list", "--json").json().path("orders").get(0);
    var status = atReal.run("sync:status", "PO-1");
    var reopened = atReal.run("po:reopen", "PO-1");

    assertThat(imported.exit()).isEqualTo(4);
    assertThat(imported.json().path("orders").get(0).path("outcome").asString())
        .isEqualTo("REFUSED");
    assertThat(imported.json().path("orders").get(0).path("reason").asString())
        .contains("a store with the outlet")
        .contains("lightspeed-cli po:reopen PO-1");
    assertThat(list.out()).contains("STORE").contains("a store with the outlet");
    assertThat(document.path("former_store").asString()).contains("a store with the outlet");
    assertThat(status.out()).contains("left since");
    assertThat(reopened.exit()).as(reopened.err()).isZero();
    assertThat(
            database.texts(
                "SELECT CONCAT_WS(' ', state, former_store, sent_at) FROM vend_consignments"))
        .containsExactly("DRAFT");
    assertThat(
            database.texts(
                "SELECT DISTINCT quantity_received + 0 FROM vend_consignment_line_items"))
        .containsExactly("0.00000");
    approve(real, "PO-1");
    assertThat(atReal.run("sync:po", "PO-1").exit()).isZero();
    assertThat(real.consignments("PO-1")).hasSize(1);
    assertThat(sandbox.consignments("PO-1")).hasSize(1);
    assertThat(atReal.run("po:list").out()).doesNotContain("STORE");
    assertThat(atReal.run("sync:diff", "PO-1", "--exit-code").exit()).isZero();
  }

  @Test
  void whatWasSentToAStoreIsNotReopenedWhereThatStoreIsBack() throws IOException {
    approve(sandbox, "PO-1");
    approve(sandbox, "PO-2");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    assertThat(cli.run("sync:po", "PO-2").exit()).isZero();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());
    assertThat(atReal.run("store:switch", "--yes").exit()).isZero();
    assertThat(cli.run("store:switch", "--yes").exit()).isZero();
    sandbox.delete(sandbox.consignments("PO-2").getFirst().consignment().id());

    var there = cli.run("po:reopen", "PO-1");
    var deleted = cli.run("po:reopen", "PO-2");

    assertThat(there.exit()).isEqualTo(4);
    assertThat(there.err()).contains("connected again").contains("sync:reconcile");
    assertThat(deleted.exit()).isEqualTo(4);
    assertThat(deleted.err()).contains("new number");
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    assertThat(cli.run("sync:diff", "PO-1", "--exit-code").exit()).isZero();
  }

  @Test
  void anOrderOfAStoreThatIsBackIsComparedAsIfItHadNeverBeenLeft() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    var consignment = sandbox.consignments("PO-1").getFirst().consignment().id();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());
    assertThat(atReal.run("store:switch", "--yes").exit()).isZero();
    assertThat(atReal.run("catalog:pull").exit()).isZero();
    assertThat(cli.run("store:switch", "--yes").exit()).isZero();
    sandbox.editCount(consignment, sku(0), BigDecimal.TEN);
    sandbox.receive(consignment);

    assertThat(cli.run("sync:reconcile").exit()).isZero();
    var ours = cli.run("register:list", "--json");
    var diff = cli.run("sync:diff", "PO-1");
    var taken = cli.run("sync:diff", "PO-1", "--take-remote");

    assertThat(diff.out()).contains("count:" + sku(0)).doesNotContain("line:");
    assertThat(taken.exit()).isZero();
    assertThat(ours.json().path("references").get(0).path("is_ours").asBoolean()).isTrue();
    assertThat(cli.run("sync:diff", "PO-1", "--exit-code").exit()).isZero();
  }

  /// What the user saw: an order of a store that is back differed in products, and taking that over
  /// did nothing.
  @Test
  void whatAPersonMappedStandsAgainWhenTheStoreIsBack() throws IOException {
    execute(
        """
        INSERT INTO lightspeed_mappings (local_type, local_id, remote_type, remote_id, created_by)
        SELECT 'SKU', '%s', 'PRODUCT', id, 'ann'
        FROM vend_products
        WHERE sku = '%s'
        """
            .formatted(sku(0), sku(3)));
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());
    assertThat(atReal.run("store:switch", "--yes").exit()).isZero();
    assertThat(atReal.run("catalog:pull").exit()).isZero();
    var meanwhile =
        database.texts("SELECT local_id FROM lightspeed_mappings WHERE local_type = 'SKU'");

    assertThat(cli.run("store:switch", "--yes").exit()).isZero();
    assertThat(cli.run("sync:reconcile").exit()).isZero();
    assertThat(cli.run("queue:work", "--drain").exit()).isZero();

    assertThat(meanwhile).isEmpty();
    assertThat(database.texts("SELECT local_id FROM lightspeed_mappings WHERE local_type = 'SKU'"))
        .containsExactly(sku(0));
    assertThat(database.texts("SELECT item FROM lightspeed_drift")).isEmpty();
    assertThat(cli.run("sync:diff", "PO-1", "--exit-code").exit()).isZero();
  }

  private String sku(int n) {
    return sandbox.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .map(product -> product.sku())
        .distinct()
        .skip(n)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noSkuOfAnOrderThatWasSentMovesWithTheStore() throws IOException {
    approve(sandbox, "PO-1");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    try (Emulator sameGoods = store(1)) {
      var there = cli.with("LIGHTSPEED_API_URL", sameGoods.url());

      assertThat(there.run("store:switch", "--yes").exit()).isZero();
      assertThat(there.run("catalog:pull").exit()).isZero();
      assertThat(there.run("queue:work", "--drain").exit()).isZero();

      assertThat(database.texts("SELECT sku FROM lightspeed_moved_skus")).isEmpty();
      assertThat(database.texts("SELECT item FROM lightspeed_drift")).isEmpty();
      assertThat(there.run("po:show", "PO-1").out()).doesNotContain("DELETED");
    }
  }

  @Test
  void theSandboxFirstAndThenTheRealStore() throws IOException {
    approve(sandbox, "PO-1");
    approve(sandbox, "PO-2");
    assertThat(cli.run("sync:po", "PO-1").exit()).isZero();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());

    var refused = atReal.run("sync:po", "PO-2");
    var test = atReal.run("vend:test");
    var pull = atReal.run("catalog:pull");
    var walk = atReal.run("register:walk");
    var diff = atReal.run("sync:diff", "PO-1");
    var adopt = atReal.run("po:adopt", "PO-2", "--consignment=c", "--yes");

    for (var one : List.of(refused, test, pull, walk, diff, adopt)) {
      assertThat(one.exit()).isEqualTo(4);
      assertThat(one.err()).contains("another store").contains("store:switch");
    }
    assertThat(atReal.run("health").exit()).isEqualTo(1);
    assertThat(real.consignments("PO-2")).isEmpty();

    var switched = atReal.run("store:switch", "--yes", "--json");

    assertThat(switched.exit()).isZero();
    assertThat(switched.json().path("switched").asBoolean()).isTrue();
    assertThat(database.texts("SELECT state FROM vend_consignments ORDER BY id"))
        .containsExactly("SENT", "DRAFT");
    assertThat(database.texts("SELECT sku FROM vend_products")).isEmpty();
    assertThat(database.texts("SELECT consignment_id FROM lightspeed_references")).isEmpty();
    assertThat(database.texts("SELECT id FROM queue_jobs WHERE status = 'PENDING'")).isEmpty();
    assertThat(atReal.run("po:cancel", "PO-1").exit()).isEqualTo(4);

    assertThat(atReal.run("catalog:pull").exit()).isZero();
    assertThat(database.texts("SELECT COUNT(*) FROM vend_products"))
        .containsExactly(String.valueOf(real.products().size()));
    approve(real, "PO-3");
    assertThat(atReal.run("sync:po", "PO-3").exit()).isZero();
    assertThat(real.consignments("PO-3")).hasSize(1);
    assertThat(atReal.run("store:switch", "--yes").out()).contains("nothing was changed");
    assertThat(cli.run("sync:po", "PO-3").exit()).isZero();
    assertThat(cli.run("sync:reconcile").exit()).isEqualTo(4);
  }

  @Test
  void twoStoresOfOneNameAreToldApart() throws IOException {
    try (var first = named(3);
        var second = named(4)) {
      var atFirst = cli.with("LIGHTSPEED_API_URL", first.url());
      var atSecond = cli.with("LIGHTSPEED_API_URL", second.url());
      assertThat(atFirst.run("store:switch", "--yes").exit()).isZero();

      var switched = atSecond.run("store:switch", "--yes", "--json").json();

      assertThat(switched.path("former_store").asString()).startsWith("Sandbox Store (store ");
      assertThat(switched.path("store").asString())
          .startsWith("Sandbox Store (store ")
          .isNotEqualTo(switched.path("former_store").asString());
    }
  }

  private static Emulator named(long seed) throws IOException {
    return Emulator.start(EmulatorOptions.defaults().withSeed(seed).with(Switch.RATE_LIMIT, false));
  }

  @Test
  void theStoreIsNotSwitchedWhileAnOrderIsHalfSent() throws IOException {
    approve(sandbox, "PO-1");
    sandbox.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").status(422));
    assertThat(cli.run("sync:po", "PO-1").exit()).isNotZero();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());

    var refused = atReal.run("store:switch", "--yes");

    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("PO-1").contains("partly sent");
    assertThat(database.texts("SELECT COUNT(*) > 0 FROM vend_products")).containsExactly("1");
  }

  @Test
  void whatFailedInTheStoreThatWasLeftIsNotRetriedInTheNextOne() throws IOException {
    approve(sandbox, "PO-1");
    sandbox.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").status(422));
    assertThat(cli.run("sync:po", "PO-1").exit()).isNotZero();
    var failed = database.texts(JOBS_OF_ORDERS);
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());

    assertThat(atReal.run("store:switch", "--yes").exit()).isZero();
    assertThat(atReal.run("catalog:pull").exit()).isZero();
    assertThat(atReal.run("queue:retry-all").exit()).isZero();
    assertThat(atReal.run("queue:work", "--drain").exit()).isZero();

    assertThat(failed).containsExactly("sync_po FAILED");
    assertThat(database.texts(JOBS_OF_ORDERS)).containsExactly("sync_po CANCELLED");
    assertThat(real.consignments()).isEmpty();
    assertThat(database.texts("SELECT CONCAT(state, ' ', sync_status) FROM vend_consignments"))
        .containsExactly("DRAFT NOT_SYNCED");
    approve(real, "PO-1");
    assertThat(atReal.run("sync:po", "PO-1").exit()).isZero();
    assertThat(real.consignments("PO-1")).hasSize(1);
  }

  private static final String JOBS_OF_ORDERS =
      "SELECT CONCAT(job_type, ' ', status) FROM queue_jobs WHERE job_type = 'sync_po'";

  @Test
  void theStoreIsNotSwitchedBeneathAWorkerAndIsWhenItHasEnded() throws Exception {
    assertThat(cli.run("vend:test").exit()).isZero();
    var atReal = cli.with("LIGHTSPEED_API_URL", real.url());
    var worker = cli.start("queue:work");
    for (int look = 0; look < 300; look++) {
      if (!database.texts("SELECT id FROM queue_workers").isEmpty()) {
        break;
      }
      database.texts("SELECT SLEEP(0.1)");
    }

    var refused = atReal.run("store:switch", "--yes");
    worker.stop();
    var switched = atReal.run("store:switch", "--yes");

    assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
    assertThat(refused.err()).contains("worker");
    assertThat(switched.exit()).as(switched.err()).isZero();
    assertThat(database.texts("SELECT COUNT(*) FROM vend_products")).containsExactly("0");
  }

  @Test
  void theSameStoreWithAnotherTokenOrPrefixIsTheSameStore() throws IOException {
    approve(sandbox, "PO-1");
    var renamed = cli.with("LIGHTSPEED_API_URL", sandbox.url().replace("127.0.0.1", "localhost"));

    assertThat(cli.run("vend:test").exit()).isZero();
    assertThat(renamed.run("vend:test").exit()).isZero();
    assertThat(renamed.run("sync:po", "PO-1").exit()).isZero();
  }

  private void approve(Emulator store, String order) throws IOException {
    var csv = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    store.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .map(product -> product.sku())
        .distinct()
        .limit(2)
        .forEach(
            sku ->
                csv.append(
                    String.join(
                        ",",
                        order,
                        store.suppliers().getFirst().id(),
                        store.outlets().getFirst().id(),
                        sku,
                        "3",
                        "1.50\n")));
    Files.writeString(folder.resolve(order + ".csv"), csv);
    var approved = cli.run("po:import", file(order + ".csv"), "--approve");
    assertThat(approved.exit()).as(approved.err()).isZero();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
