package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lightspeed.db.Sabotage;
import lightspeed.db.TestDatabase;
import lightspeed.doctor.AllFaults;
import lightspeed.doctor.Answer;
import lightspeed.doctor.Fault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// Spoils one thing after the other in an installation that is well, and expects that the doctor
/// finds exactly that.
@Tag("slow")
final class DoctorTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  /// One sickness.
  ///
  /// @param ids what must be found, and nothing else; the first one is what it is about
  record Sickness(List<String> ids, Spoil spoil) {
    @Override
    public String toString() {
      return String.join(" ", ids);
    }
  }

  @FunctionalInterface
  interface Spoil {
    void in(SickWorld world) throws IOException;
  }

  private static Sickness sick(String ids, Spoil spoil) {
    return new Sickness(List.of(ids.split(" ")), spoil);
  }

  /// Told by facts that no server of a test has: see `JudgeServerTest` and `ExamineTest`.
  private static final Set<String> TESTED_ELSEWHERE =
      Set.of(
          "api-version-ending",
          "api-version-ended",
          "calls-used-up",
          "database-not-mariadb",
          "database-too-old",
          "database-isolation-wrong",
          "database-time-zone-wrong",
          "database-sql-mode-weak",
          "database-clock-differs",
          "database-far",
          "database-packets-small",
          "database-connections-few",
          "database-redo-log-small",
          "database-not-durable",
          "database-idle-timeout-short",
          "database-embedded",
          "database-node-not-primary",
          "disk-nearly-full",
          "lightspeed-refuses-connections",
          "sending-resumes",
          "user-restricted");

  static Stream<Sickness> sicknesses() {
    return Stream.of(
            settings(),
            files(),
            database(),
            installation(),
            lightspeed(),
            queue(),
            orders(),
            webhooks(),
            others())
        .flatMap(one -> one);
  }

  private static Stream<Sickness> settings() {
    return Stream.of(
        sick("setting-not-allowed", world -> world.set("QUEUE_MAX_RETRIES", "many")),
        sick("setting-unknown", world -> world.set("LIGHTSPEED_API_TOKNE", "3")),
        sick("setting-mistyped", world -> world.set("QUEUE_MAX_RETRYS", "3")),
        sick("env-file-unreadable", SickWorldSteps::letOthersWriteTheEnvFile),
        sick(
            "setting-unknown",
            world -> world.sql("INSERT INTO settings (name, value) VALUES ('colour', 'red')")),
        sick("env-file-unreadable", world -> world.write(".env", "this is no setting\n")),
        sick("setting-hidden", SickWorldSteps::hideASetting),
        sick("setting-cannot-be-opened audit-key-missing", SickWorldSteps::changeTheKey),
        sick("request-timeout-shortened", world -> world.set("LIGHTSPEED_REQUEST_TIMEOUT", "60")),
        sick("settle-too-short", world -> world.set("SYNC_SETTLE_SECONDS", "1")),
        sick(
            "api-url-overrides-store store-differs",
            world -> world.set("LIGHTSPEED_DOMAIN_PREFIX", "another")),
        sick(
            "api-url-not-encrypted lightspeed-host-unknown database-user-unbounded",
            world -> world.set("LIGHTSPEED_API_URL", "http://no-such-store.invalid")),
        sick("rate-window-unusual", world -> world.set("LIGHTSPEED_RATE_WINDOW", "60")),
        sick("no-second-try", world -> world.set("QUEUE_MAX_RETRIES", "1")),
        sick("poll-interval-long", world -> world.set("SYNC_POLL_INTERVAL", "86400")),
        sick("retention-endless", world -> world.set("RETENTION_JOBS_DAYS", "36500")),
        sick(
            "notify-secret-missing",
            world -> world.set("NOTIFY_URL", "https://erp.example.com/in")),
        sick(
            "previous-secret-alone webhook-missing",
            world -> world.set("LIGHTSPEED_WEBHOOK_SECRET_PREVIOUS", "old")),
        sick("server-open-without-proxy", world -> world.set("SERVER_HOST", "0.0.0.0")));
  }

  private static Stream<Sickness> files() {
    return Stream.of(
        sick(
            "data-directory-not-writable",
            world -> {
              world.write("file", "");
              world.set("LIGHTSPEED_DATA_DIR", world.folder.resolve("file").toString());
            }),
        sick(
            "data-directory-open",
            world -> {
              world.store("notify_secret", "x");
              rights(world.folder.resolve("data"), "rwxr-xr-x");
            }),
        sick(
            "logs-not-writable",
            world -> {
              world.store("notify_secret", "x");
              world.write("data/logs", "a file where a folder should be");
            }),
        sick(
            "logs-large",
            world -> {
              Files.createDirectories(world.folder.resolve("data/logs"));
              rights(world.folder.resolve("data"), "rwx------");
              try (var log =
                  new RandomAccessFile(
                      world.folder.resolve("data/logs/lightspeed-worker.log").toFile(), "rw")) {
                log.setLength(3_000L << 20);
              }
            }),
        sick(
            "env-file-open",
            world -> {
              world.write(".env", "NOTIFY_SECRET=abc\n");
              rights(world.folder.resolve(".env"), "rw-r--r--");
            }),
        sick(
            "key-missing audit-key-missing",
            world -> {
              world.store("notify_secret", "x");
              Files.delete(world.folder.resolve("data/key"));
            }),
        sick(
            "key-open",
            world -> {
              world.store("notify_secret", "x");
              rights(world.folder.resolve("data/key"), "rw-r-----");
            }),
        sick(
            "key-broken",
            world -> {
              world.store("notify_secret", "x");
              world.write("data/key", "abc");
            }),
        sick("key-broken", world -> world.set("LIGHTSPEED_KEY", "abc")),
        sick(
            "key-older",
            world -> {
              world.store("notify_secret", "x");
              var key = Files.readString(world.folder.resolve("data/key"));
              world.write("data/key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\nold " + key);
              rights(world.folder.resolve("data/key"), "rw-------");
            }),
        sick("java-old", SickWorld::onAnOldJdk),
        sick(
            "start-cache-missing",
            world -> {
              Files.createDirectories(world.folder.resolve("home/lib"));
              world.write("home/lib/app.jar", "");
              world.installIn(world.folder.resolve("home"));
            }));
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  private static Stream<Sickness> database() {
    return Stream.of(
        sick(
            "database-unreachable",
            world -> world.set("LIGHTSPEED_DATABASE_URL", "jdbc:mariadb://127.0.0.1:9/x")),
        sick(
            "database-credentials-refused",
            world -> world.set("LIGHTSPEED_DATABASE_PASSWORD", "wrong")),
        sick("database-unknown", SickWorldSteps::nameAnUnknownDatabase),
        sick(
            "embedded-database-failed",
            world -> {
              world.unset("LIGHTSPEED_DATABASE_URL");
              world.unset("LIGHTSPEED_DATABASE_USER");
              world.unset("LIGHTSPEED_DATABASE_PASSWORD");
              world.withoutBinaries();
            }),
        sick(
            "database-read-only",
            world -> Sabotage.asAdministrator(world.database, "SET GLOBAL read_only = 1")),
        sick("database-rights-missing", SickWorldSteps::takeRightsAway),
        sick(
            "database-charset-wrong",
            world ->
                Sabotage.asAdministrator(
                    world.database,
                    "ALTER DATABASE "
                        + world.database.address().databaseName()
                        + " CHARACTER SET latin1")),
        sick(
            "table-lost",
            world ->
                Sabotage.asAdministrator(world.database, "DROP TABLE lightspeed_webhook_refusals")),
        sick(
            "table-not-transactional",
            world ->
                Sabotage.asAdministrator(world.database, "ALTER TABLE sync_cursors ENGINE = Aria")),
        sick(
            "tables-old",
            world ->
                world.sql(
                    "DELETE FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1")),
        sick(
            "tables-new",
            world ->
                world.sql(
                    """
                    INSERT INTO flyway_schema_history
                      (installed_rank, version, description, type, script, installed_by,
                        execution_time, success)
                    VALUES (999, '999', 'later', 'SQL', 'V999', 'x', 1, 1)
                    """)),
        sick(
            "migration-failed",
            world -> world.sql("UPDATE flyway_schema_history SET success = 0 LIMIT 1")),
        sick("tables-foreign", world -> SickWorldSteps.leaveOnly(world, "a_table")),
        sick("tables-missing", world -> SickWorldSteps.leaveOnly(world, null)),
        sick(
            "audit-log-changed",
            world -> {
              world.cli("config:set", "queue_concurrency", "4");
              world.sql("UPDATE audit_log SET actor = 'somebody else'");
            }));
  }

  private static Stream<Sickness> installation() {
    return Stream.of(
        sick(
            "database-went-back",
            world ->
                world.sql(
                    """
                    UPDATE installation
                    SET epoch = 2, went_back_at = NOW(6), went_back_why = 'A backup was restored.'
                    """)),
        sick("installation-copy", world -> world.sql("UPDATE installation SET is_copy = TRUE")),
        sick(
            "key-differs",
            world ->
                world.sql(
                    """
                    UPDATE installation
                    SET key_id = '0a1b2c3d', key_salt = '00', key_mark = REPEAT('0', 64)
                    """)),
        sick(
            "sending-stopped",
            world ->
                world.sql(
                    """
                    UPDATE installation
                    SET stopped_at = NOW(6), stopped_why = 'Sending stopped: there is a twin.'
                    """)),
        sick(
            "store-changed",
            world ->
                world.sql(
                    """
                    UPDATE installation
                    SET store_number = 1, store_id = 'r-1', store_name = 'Another Store'
                    """)));
  }

  private static Stream<Sickness> lightspeed() {
    return Stream.of(
        sick("store-missing", world -> world.unset("LIGHTSPEED_API_URL")),
        sick("token-missing", world -> world.unset("LIGHTSPEED_API_TOKEN")),
        sick("sandbox-not-running", world -> world.set("LIGHTSPEED_API_URL", "http://127.0.0.1:9")),
        sick(
            "lightspeed-host-unknown database-user-unbounded",
            world -> world.set("LIGHTSPEED_API_URL", "https://no-such-store.invalid")),
        sick(
            "proxy-not-used sandbox-not-running",
            world -> {
              world.set("HTTPS_PROXY", "http://proxy:3128");
              world.set("LIGHTSPEED_API_URL", "http://127.0.0.1:9");
            }),
        sick(
            "lightspeed-tls-failed",
            world ->
                world.set("LIGHTSPEED_API_URL", world.emulator().url().replace("http:", "https:"))),
        sick("lightspeed-silent", world -> fault(world, FaultKind.DELAY, 0, "/user")),
        sick("lightspeed-in-trouble", world -> fault(world, FaultKind.STATUS, 503, "/user")),
        sick("token-refused", world -> world.set("LIGHTSPEED_API_TOKEN", "wrong")),
        sick("token-without-rights", world -> fault(world, FaultKind.STATUS, 403, "/consignments")),
        sick(
            "token-without-rights",
            world ->
                world.sql(
                    """
                    INSERT INTO lightspeed_api_log
                      (operation, method, path, status, duration_ms)
                    VALUES ('createConsignment', 'POST', '/api/2.0/consignments', 403, 9)
                    """)),
        sick("token-sees-less", world -> fault(world, FaultKind.STATUS, 403, "/retailer")),
        sick("store-unknown", world -> fault(world, FaultKind.STATUS, 404, "/user")),
        sick(
            "api-version-unknown api-version-untested",
            world -> world.set("LIGHTSPEED_API_VERSION", "2099-12")),
        sick("answer-unreadable", world -> fault(world, FaultKind.WRONG_TYPE, 0, "/user")),
        sick(
            "sending-paused sandbox-not-running",
            world -> {
              world.sql(
                  """
                  INSERT INTO lightspeed_line (retailer, state, reason, outage_since,
                    outage_reason, probe_at, probe_delay_us)
                  VALUES ('127.0.0.1:9', 'DOWN', 'no answer', NOW(6), 'No answer.', NOW(6), 15000000)
                  """);
              world.set("LIGHTSPEED_API_URL", "http://127.0.0.1:9");
            }),
        sick(
            "sending-held",
            world ->
                world.sql(
                    """
                    INSERT INTO lightspeed_line (retailer, state, reason, streak_kind,
                      streak_words, streak_at, hold_since, hold_trial_at, hold_delay_us)
                    VALUES (?, 'HOLD', 'three orders were refused', 'REJECTED', '422', NOW(6),
                      NOW(6), NOW(6), 60000000)
                    """,
                    world.emulator().url().replace("http://", ""))),
        sick(
            "calls-blocked",
            world ->
                world.sql(
                    """
                    INSERT INTO rate_budget (retailer, blocked_until)
                    VALUES (?, NOW(6) + INTERVAL 1 HOUR)
                    """,
                    world.emulator().url().replace("http://", ""))),
        sick(
            "calls-refused",
            world ->
                world.sql(
                    """
                    INSERT INTO lightspeed_api_log (operation, method, path, status, duration_ms)
                    VALUES ('listWebhooks', 'GET', '/webhooks', 429, 1)
                    """)),
        sick(
            "calls-used-by-others",
            world ->
                world.sql(
                    """
                    INSERT INTO rate_budget (retailer, call_limit, foreign_calls, foreign_until)
                    VALUES ('another', 350, 200, NOW(6) + INTERVAL 1 HOUR)
                    """)));
  }

  private static void fault(SickWorld world, FaultKind kind, int status, String path) {
    var fault = xseries.emulator.fault.Fault.of(kind).on("GET", path).every(1);
    world
        .emulator()
        .add(
            switch (kind) {
              case STATUS -> fault.status(status);
              case DELAY -> fault.delay(Duration.ofMinutes(1));
              default -> fault;
            });
  }

  private static Stream<Sickness> queue() {
    return Stream.of(
        sick(
            "no-worker-and-jobs-wait",
            world -> {
              world.sql("DELETE FROM queue_workers");
              world.job("consignments.compare", "PENDING");
            }),
        sick("no-worker", world -> world.sql("DELETE FROM queue_workers")),
        sick(
            "dead-worker-holds-jobs",
            world -> {
              world.worker("dead", SickWorld.VERSION);
              world.job("consignments.compare", "PROCESSING");
              world.sql("UPDATE queue_jobs SET worker_id = 'dead'");
              world.sql(
                  """
                  UPDATE queue_workers SET lease_until = NOW(6) - INTERVAL 1 MINUTE
                  WHERE id = 'dead'
                  """);
            }),
        sick("job-without-worker", world -> world.job("consignments.compare", "PROCESSING")),
        sick(
            "job-stuck",
            world -> {
              world.job("consignments.compare", "PROCESSING");
              world.sql(
                  """
                  UPDATE queue_jobs
                  SET worker_id = 'w1', started_at = NOW(6) - INTERVAL 31 MINUTE
                  """);
            }),
        sick(
            "job-kills-workers",
            world -> {
              world.job("consignments.compare", "PENDING");
              world.sql("UPDATE queue_jobs SET losses = 3, available_at = NOW(6)");
            }),
        sick("jobs-failed", world -> world.job("consignments.compare", "FAILED")),
        sick(
            "jobs-failed jobs-failed-many",
            world -> {
              for (int n = 0; n <= 10; n++) {
                world.job("consignments.compare", "FAILED");
              }
            }),
        sick("jobs-late", world -> world.job("consignments.compare", "PENDING")),
        sick(
            "job-type-unknown",
            world -> {
              world.job("knit_socks", "PENDING");
              world.sql("UPDATE queue_jobs SET available_at = NOW(6)");
            }),
        sick("worker-versions-differ", world -> world.worker("w2", "0.9")),
        sick(
            "worker-other-version", world -> world.sql("UPDATE queue_workers SET version = '0.9'")),
        sick(
            "connections-short",
            world -> world.sql("UPDATE queue_workers SET concurrency = 100000")),
        sick(
            "polling-late",
            world ->
                world.sql(
                    """
                    INSERT INTO lightspeed_register (id, ended_at)
                    VALUES (1, NOW(6) - INTERVAL 1 DAY)
                    ON DUPLICATE KEY UPDATE ended_at = VALUES(ended_at)
                    """)),
        sick(
            "polling-fails",
            world -> {
              world.job("consignments.poll", "PENDING");
              world.sql(
                  """
                  UPDATE queue_jobs
                  SET unique_key = 'consignments.poll', attempts = 1, error_message = 'no answer',
                    available_at = NOW(6)
                  """);
            }),
        sick(
            "comparison-late", world -> SickWorldSteps.schedule(world, "consignments.compare", 72)),
        sick("pruning-late", world -> SickWorldSteps.schedule(world, "history.prune", 72)));
  }

  private static Stream<Sickness> orders() {
    return Stream.of(
        sick(
            "outcome-unknown",
            world -> {
              world.order("PO-1", "SENT", "SYNCED");
              world.sql(
                  """
                  INSERT INTO lightspeed_sync_log (entity_id, operation, status, created_at, epoch)
                  VALUES ('PO-1', 'ADD_PRODUCTS', 'IN_PROGRESS', NOW(6) - INTERVAL 2 HOUR, 1)
                  """);
            }),
        sick("orders-failed", world -> world.order("PO-1", "APPROVED", "FAILED")),
        sick("orders-not-queued", world -> world.order("PO-1", "APPROVED", "NOT_SYNCED")),
        sick(
            "orders-not-queued orders-unsent",
            world -> {
              world.order("PO-1", "APPROVED", "NOT_SYNCED");
              world.sql("UPDATE vend_consignments SET approved_at = NOW(6) - INTERVAL 25 HOUR");
            }),
        sick(
            "consignment-unread",
            world -> {
              world.order("PO-1", "SENT", "SYNCED");
              world.sql("UPDATE vend_consignments SET lightspeed_consignment_id = 'own'");
              world.sql(
                  """
                  INSERT INTO lightspeed_references
                    (consignment_id, reference, folded_reference, status, version, change_number)
                  VALUES ('other', 'PO-1 ', 'po-1', 'OPEN', 1, 5)
                  """);
              world.sql(
                  """
                  INSERT INTO lightspeed_register (id) VALUES (1)
                  ON DUPLICATE KEY UPDATE compared_change = 0
                  """);
            }),
        sick("order-without-job", world -> world.order("PO-1", "APPROVED", "QUEUED")),
        sick(
            "orders-loud",
            world -> {
              world.order("PO-1", "SENT", "DIFFERS");
              world.sql(
                  """
                  INSERT INTO lightspeed_drift (consignment_id, item, here, there, grade)
                  VALUES ('PO-1', 'count:SKU-1', '1', '2', 'LOUD')
                  """);
            }),
        sick(
            "consignment-second",
            world -> {
              world.order("PO-1", "SENT", "DIFFERS");
              world.sql(
                  """
                  INSERT INTO vend_consignment_links (order_id, consignment_id, role, status)
                  VALUES ('PO-1', 'second', 'SECOND', 'OPEN')
                  """);
              world.sql(
                  """
                  INSERT INTO lightspeed_drift (consignment_id, item, here, there, grade)
                  VALUES ('PO-1', 'second:second', NULL, 'OPEN', 'LOUD')
                  """);
            }),
        sick(
            "register-stuck",
            world ->
                world.sql(
                    """
                    INSERT INTO lightspeed_register (id, ended_at, trouble, trouble_version)
                    VALUES (1, NOW(6), 'a row has no id', 7)
                    ON DUPLICATE KEY UPDATE ended_at = NOW(6), trouble = VALUES(trouble),
                      trouble_version = 7
                    """)),
        sick(
            "orders-differ",
            world -> {
              world.order("PO-1", "SENT", "SYNCED");
              world.sql(
                  """
                  INSERT INTO lightspeed_drift (consignment_id, item, here, there)
                  VALUES ('PO-1', 'due_at', 'x', 'y')
                  """);
            }),
        sick(
            "sku-unknown",
            world -> {
              world.order("PO-1", "DRAFT", "NOT_SYNCED");
              world.sql(
                  """
                  INSERT INTO vend_consignment_line_items
                    (consignment_id, line_number, sku, quantity, unit_cost)
                  VALUES ('PO-1', 1, 'SKU-1', 1, 1), ('PO-1', 2, 'NO-SUCH', 1, 1)
                  """);
            }),
        sick("catalogue-empty", world -> world.sql("DELETE FROM vend_products")),
        sick(
            "catalogue-old",
            world ->
                world.sql(
                    """
                    INSERT INTO catalog_looks (list, began_at)
                    VALUES ('products', NOW(6) - INTERVAL 25 HOUR)
                    """)),
        sick(
            "catalogue-unreadable",
            world ->
                world.sql(
                    """
                    INSERT INTO catalog_looks (list, began_at, trouble, trouble_at)
                    VALUES ('products', NOW(6) - INTERVAL 1 HOUR, 'not valid JSON', NOW(6))
                    """)),
        sick(
            "catalogue-odd",
            world ->
                world.sql(
                    """
                    INSERT INTO catalog_odd_rows (list, row_id, problem)
                    VALUES ('suppliers', 'abc', 'its name of 300 characters was cut to 255')
                    """)));
  }

  private static Stream<Sickness> webhooks() {
    return Stream.of(
        sick(
            "webhook-secret-missing",
            world -> {
              world.subscribe(world.receiver());
              world.unset("WEBHOOK_PATH_SECRET");
            }),
        sick(
            "webhook-missing",
            world -> {
              world.subscribe(world.receiver());
              world.webhook("DELETE", "/" + world.firstSubscription(), "");
            }),
        sick(
            "webhook-inactive",
            world -> {
              world.subscribe(world.receiver());
              world.webhook("PUT", "/" + world.firstSubscription(), "{\"active\":false}");
            }),
        sick(
            "webhook-elsewhere",
            world -> {
              world.subscribe(world.receiver());
              SickWorldSteps.subscribeOthers(world, "https://erp.example.com/hooks/incoming");
            }),
        sick(
            "other-installation",
            world -> {
              world.subscribe(world.receiver());
              SickWorldSteps.subscribeOthers(
                  world, "https://x.example.com/webhooks/lightspeed/theirs/consignment.send");
            }),
        sick(
            "webhook-duplicate",
            world -> {
              world.subscribe(world.receiver());
              world.subscribe(world.receiver().replace("127.0.0.1", "localhost"));
            }),
        sick(
            "webhook-old-secret",
            world -> {
              world.subscribe(world.receiver());
              world.set("WEBHOOK_PATH_SECRET", "b".repeat(43));
              world.set("WEBHOOK_PATH_SECRET_PREVIOUS", SickWorld.PATH_SECRET);
              world.cli("webhook:create", world.receiver());
            }),
        sick(
            "webhook-unwanted",
            world -> {
              world.subscribe(world.receiver());
              world.cli("webhook:create", world.receiver(), "--types=inventory.update");
            }),
        sick("webhook-unreachable", world -> world.subscribe("http://127.0.0.1:9")),
        sick(
            "webhook-silent",
            world -> {
              world.subscribe(world.receiver());
              world.sql(
                  """
                  INSERT INTO lightspeed_sync_log (entity_id, operation, status, created_at)
                  SELECT 'PO-1', 'RECEIPT_APPLIED', 'COMPLETED', NOW(6) - INTERVAL 1 DAY
                  FROM seq_1_to_3
                  """);
            }),
        sick(
            "webhook-unsigned",
            world -> {
              world.subscribe(world.receiver());
              world.set("LIGHTSPEED_WEBHOOK_SECRET", "client-secret");
              SickWorldSteps.delivery(world, "PROCESSED");
            }),
        sick(
            "webhooks-refused",
            world ->
                world.sql(
                    """
                    INSERT INTO lightspeed_webhook_refusals (hour, reason, refused)
                    VALUES (NOW(), 'NOT_GENUINE', 3)
                    """)),
        sick("webhooks-failed", world -> SickWorldSteps.delivery(world, "FAILED")),
        sick("webhooks-wait", world -> SickWorldSteps.delivery(world, "RECEIVED")));
  }

  private static Stream<Sickness> others() {
    return Stream.of(
        sick("notifications-failed", world -> SickWorldSteps.notification(world, "FAILED")),
        sick("notifications-wait", world -> SickWorldSteps.notification(world, "WAITING")));
  }

  @ParameterizedTest
  @MethodSource("sicknesses")
  void exactlyWhatIsWrongIsFound(Sickness sickness) throws Exception {
    try (var own = TestDatabase.migrated();
        var world = new SickWorld(folder, own)) {
      world.fill();
      sickness.spoil().in(world);

      var found = world.findings();

      Sabotage.asAdministrator(own, "SET GLOBAL read_only = 0");
      assertThat(found).containsExactlyInAnyOrderElementsOf(sickness.ids());
    }
  }

  @Test
  void aHealthyInstallationIsLookedAtInFullAndNothingIsFound() throws Exception {
    try (var world = new SickWorld(folder, DATABASE)) {
      world.fill();

      var report = world.examine();

      assertThat(report.unknown()).isEmpty();
      assertThat(world.findings()).isEmpty();
      assertThat(report.answers().stream().filter(Answer.Fine.class::isInstance).count())
          .isGreaterThan(50);
    }
  }

  @Test
  void oneThatUsesWebhooksIsHealthyToo() throws Exception {
    try (var world = new SickWorld(folder, DATABASE)) {
      world.fill();
      world.subscribe(world.receiver());

      assertThat(world.findings()).isEmpty();
    }
  }

  @Test
  void aClockThatDiffersIsTold() throws Exception {
    InstantSource ahead = () -> InstantSource.system().instant().plusSeconds(600);
    var options =
        EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false).withProducts(5).withClock(ahead);
    try (var world = new SickWorld(folder, DATABASE, options)) {
      world.fill();

      assertThat(world.findings()).containsExactly("clock-differs");
    }
  }

  @Test
  void aServerThatTakesConnectionsAndNeverAnswersDoesNotKeepIt() throws Exception {
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var world = new SickWorld(folder, DATABASE)) {
      world.fill();
      world.set("LIGHTSPEED_REQUEST_TIMEOUT", "0.5");
      world.set("LIGHTSPEED_API_URL", "http://127.0.0.1:" + mute.getLocalPort());

      assertThat(world.findings()).containsExactly("lightspeed-silent");
    }
  }

  @Test
  void withoutADatabaseTheRestIsNotFaultyButUnknown() throws Exception {
    try (var world = new SickWorld(folder, DATABASE)) {
      world.set("LIGHTSPEED_DATABASE_URL", "jdbc:mariadb://127.0.0.1:9/x");

      var report = world.examine();

      assertThat(report.unknown()).hasSizeGreaterThan(30);
      assertThat(report.unknown()).allMatch(Answer.Unknown::isConsequence);
      assertThat(report.isHealthy()).isFalse();
    }
  }

  @Test
  void everyFaultIsInjectedSomewhere() {
    var injected = new TreeSet<>(TESTED_ELSEWHERE);
    injected.add("clock-differs");
    sicknesses().forEach(one -> injected.addAll(one.ids()));

    assertThat(AllFaults.list())
        .extracting(Fault::id)
        .containsExactlyInAnyOrderElementsOf(injected);
  }
}
