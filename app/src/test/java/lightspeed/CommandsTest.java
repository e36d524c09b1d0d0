package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
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

/// Whole command lines against a real MariaDB and the emulator, as an operator would type them.
@Tag("slow")
final class CommandsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private Emulator emulator;
  private TestCli cli;

  CommandsTest() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    cli = new TestCli(folder, Map.of());
  }

  @BeforeEach
  void configure() {
    cli =
        TestCli.of(folder, DATABASE, emulator)
            .with("QUEUE_RETRY_DELAYS", "600")
            .with("SYNC_SETTLE_SECONDS", "0.3");
  }

  @AfterEach
  void stop() throws IOException {
    emulator.close();
  }

  private List<String> skus(int number) {
    return emulator.products().stream()
        .filter(product -> product.isActive() && product.deletedAt() == null)
        .filter(product -> !product.isComposite() && !product.hasVariants())
        .map(product -> product.sku())
        .distinct()
        .limit(number)
        .toList();
  }

  private Path orders(String publicId, List<String> skus) throws IOException {
    var csv = new StringBuilder("public_id,supplier,outlet,sku,quantity,unit_cost\n");
    for (var sku : skus) {
      csv.append(publicId).append(',');
      csv.append(emulator.suppliers().getFirst().id()).append(',');
      csv.append(emulator.outlets().getFirst().id()).append(',');
      csv.append(sku).append(",3,1.50\n");
    }
    return Files.writeString(folder.resolve(publicId + ".csv"), csv);
  }

  private void approved(String publicId, List<String> skus) throws IOException {
    assertThat(cli.run("catalog:pull").exit()).isZero();
    var file = orders(publicId, skus).toString();
    assertThat(cli.run("po:import", file, "--approve").exit()).isZero();
  }

  @Test
  void anOrderIsSentInTheForegroundWithThreeCalls() throws IOException {
    approved("PO-2025-001", skus(2));

    var plan = cli.run("sync:po", "PO-2025-001", "--dry-run", "--json");
    var sync = cli.run("sync:po", "PO-2025-001", "--json");

    assertThat(plan.exit()).isZero();
    assertThat(plan.json().path("calls").size()).isEqualTo(3);
    assertThat(plan.json().path("problems").size()).isZero();
    assertThat(plan.json().path("reference").asString()).isEqualTo("FREE");
    int reads = plan.json().path("reads").size();
    assertThat(reads).as("reads of a lone process").isLessThanOrEqualTo(4);
    assertThat(plan.json().path("budget").path("calls").asInt()).isEqualTo(3 + reads);
    assertThat(sync.exit()).isZero();
    assertThat(sync.json().propertyNames())
        .containsExactly(
            "id",
            "public_id",
            "state",
            "sync_status",
            "lightspeed_consignment_id",
            "lightspeed_status",
            "lines",
            "last_error",
            "next_attempt_at",
            "waiting",
            "waiting_since",
            "number_taken",
            "operations",
            "line_items",
            "differences",
            "agreement",
            "remedy",
            "consignments",
            "api_calls",
            "job");
    assertThat(sync.json().path("api_calls").asInt())
        .as("three writes, and up to four reads of a process that is alone")
        .isBetween(3, 3 + reads);
    assertThat(sync.json().path("lightspeed_status").asString()).isEqualTo("SENT");
    assertThat(emulator.consignments("PO-2025-001")).hasSize(1);
  }

  @Test
  void whatIsChangedByACommandIsInTheAuditLogAndWhatIsOnlyLookedAtIsNot() throws IOException {
    approved("PO-2025-001", skus(1));
    cli.run("sync:po", "PO-2025-001", "--dry-run");
    cli.run("po:approve", "PO-2025-001");
    cli.run("po:approve", "no such order");
    cli.run("po:show", "PO-2025-001");
    cli.run("queue:cancel", "1");

    List<String> noted =
        DATABASE.texts(
            "SELECT CONCAT(action, ' ', JSON_VALUE(details, '$.arguments'))"
                + " FROM audit_log WHERE actor LIKE 'cli:%'"
                + " AND action LIKE 'cli.%' ORDER BY id");
    assertThat(noted)
        .containsExactly(
            "cli.po:import " + folder.resolve("PO-2025-001.csv") + " --approve",
            "cli.po:approve PO-2025-001",
            "cli.po:approve no such order",
            "cli.queue:cancel 1");
  }

  @Test
  void sendingAgainDoesNothingAndSaysSo() throws IOException {
    approved("PO-2025-001", skus(1));
    cli.run("sync:po", "PO-2025-001");

    var again = cli.run("sync:po", "PO-2025-001");

    assertThat(again.exit()).isZero();
    assertThat(again.err()).contains("is in Lightspeed already");
    assertThat(emulator.consignments("PO-2025-001")).hasSize(1);
  }

  @Test
  void stepsAreShownWhileItRuns() throws IOException {
    approved("PO-2025-001", skus(1));

    var sync = cli.run("sync:po", "PO-2025-001");

    assertThat(sync.err()).contains("CREATE_CONSIGNMENT", "ADD_PRODUCTS", "SEND_CONSIGNMENT");
    assertThat(sync.out()).contains("SYNCED");
  }

  @Test
  void anUnknownSkuIsListedWithWhatWasMeantAndNothingIsCreated() throws IOException {
    var sku = skus(1).getFirst();
    approved("PO-2025-001", List.of(sku + "X"));

    var plan = cli.run("sync:po", "PO-2025-001", "--dry-run", "--json");
    var sync = cli.run("sync:po", "PO-2025-001");
    var status = cli.run("sync:status", "PO-2025-001");

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.json().path("problems").get(0).path("sku").asString()).isEqualTo(sku + "X");
    assertThat(plan.json().path("problems").get(0).path("suggestions").toString()).contains(sku);
    assertThat(sync.exit()).isEqualTo(1);
    assertThat(status.err()).contains("lightspeed-cli sync:retry PO-2025-001");
    assertThat(emulator.consignments("PO-2025-001")).isEmpty();
  }

  @Test
  void aDraftIsRefusedWithTheCommandThatHelps() throws IOException {
    cli.run("po:import", orders("PO-2025-001", skus(1)).toString());

    var sync = cli.run("sync:po", "PO-2025-001", "--json");

    assertThat(sync.exit()).isEqualTo(4);
    assertThat(sync.errorJson().path("error").path("code").asString()).isEqualTo("conflict");
    assertThat(sync.errorJson().path("error").path("message").asString()).contains("po:approve");
  }

  @Test
  void anOrderThatDoesNotExistNamesSimilarOnes() throws IOException {
    cli.run("po:import", orders("PO-2025-001", skus(1)).toString());

    var show = cli.run("po:show", "PO-2025-002");

    assertThat(show.exit()).isEqualTo(3);
    assertThat(show.err()).contains("PO-2025-001");
  }

  @Test
  void aRefusedTokenIsExitFiveAndStopsTheSendingUntilItIsGoodAgain() throws IOException {
    approved("PO-2025-001", skus(1));
    var wrong = cli.with("LIGHTSPEED_API_TOKEN", "not-the-token");

    assertThat(wrong.run("vend:test").exit()).isEqualTo(5);
    assertThat(wrong.run("sync:po", "PO-2025-001").exit()).isEqualTo(5);
    assertThat(wrong.run("health").out()).contains("✘ Lightspeed API");

    assertThat(cli.run("vend:test").exit()).isZero();
    assertThat(cli.run("sync:po", "PO-2025-001").exit()).isZero();
  }

  @Test
  void anUnreachableLightspeedIsExitSixAndTheOrderIsTriedAgainLater() throws IOException {
    approved("PO-2025-001", skus(1));
    emulator.close();

    var test = cli.run("vend:test");
    var sync = cli.run("sync:po", "PO-2025-001", "--json");

    assertThat(test.exit()).isEqualTo(6);
    assertThat(sync.exit()).isEqualTo(6);
    assertThat(sync.errorJson().path("error").path("code").asString()).isEqualTo("lightspeed_down");
    assertThat(sync.json().path("waiting").asString()).isEqualTo("LINE_DOWN");
    assertThat(sync.json().path("waiting_since").asString()).endsWith("Z");
  }

  @Test
  void anUnreachableDatabaseIsExitSix() {
    var gone =
        cli.with("LIGHTSPEED_DATABASE_URL", "jdbc:mariadb://127.0.0.1:1/lightspeed")
            .run("queue:stats", "--json");

    assertThat(gone.exit()).isEqualTo(6);
    assertThat(gone.errorJson().path("error").path("code").asString())
        .isEqualTo("database_unreachable");
  }

  @Test
  void tablesThatAreMissingNameTheCommandThatMakesThem() {
    try (var empty = TestDatabase.empty()) {
      var there = cli.with("LIGHTSPEED_DATABASE_URL", empty.address().url());

      var stats = there.run("queue:stats");
      var migrate = there.run("db:migrate");
      var after = there.run("queue:stats");

      assertThat(stats.exit()).isEqualTo(1);
      assertThat(stats.err()).contains("db:migrate");
      assertThat(migrate.exit()).isZero();
      assertThat(after.exit()).isZero();
    }
  }

  @Test
  void aWorkerDrainsWhatIsDue() throws IOException {
    approved("PO-2025-001", skus(2));
    approved("PO-2025-002", skus(1));

    var work = cli.run("queue:work", "--drain", "--json");

    assertThat(work.exit()).isZero();
    assertThat(work.json().path("completed").asInt()).isEqualTo(2);
    assertThat(cli.run("po:list", "--sync-status=SYNCED", "--json").json().path("orders").size())
        .isEqualTo(2);
  }

  @Test
  void anOrderThatAWorkerHasIsFollowedToItsEnd() throws Exception {
    approved("PO-2025-001", skus(1));
    emulator.add(
        Fault.of(FaultKind.DELAY)
            .on("POST", "/consignments")
            .delay(Duration.ofSeconds(2))
            .times(1));
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = executor.submit(() -> cli.run("queue:work", "--drain"));
      awaitProcessing();

      var sync = cli.run("sync:po", "PO-2025-001");

      assertThat(sync.exit()).as(sync.err()).isZero();
      assertThat(sync.err()).contains("has this order; following it");
      assertThat(sync.out()).contains("SYNCED");
      assertThat(work.get().exit()).isZero();
    }
    assertThat(emulator.consignments("PO-2025-001")).hasSize(1);
  }

  private void awaitProcessing() {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (cli.run("queue:list", "--status=PROCESSING", "--json").json().path("jobs").size() == 0) {
      assertThat(System.nanoTime()).as("a worker should have begun").isLessThan(deadline);
    }
  }

  @Test
  void aLostAnswerIsToldAndReadBackByTheNextCall() throws IOException {
    approved("PO-2025-001", skus(3));
    emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").times(1));
    var patient = cli.with("QUEUE_RETRY_DELAYS", "0");

    var first = patient.run("sync:po", "PO-2025-001");
    var second = patient.run("sync:po", "PO-2025-001");

    assertThat(first.exit()).as("Lightspeed answers; the order waits its pause").isEqualTo(1);
    assertThat(first.err()).contains("The next try is at");
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(emulator.consignments("PO-2025-001").getFirst().lines())
        .allSatisfy(line -> assertThat(line.count()).isEqualByComparingTo("3"));
  }

  @Test
  void queueStatsHaveTheirPromisedShape() throws IOException {
    approved("PO-2025-001", skus(1));

    var stats = cli.run("queue:stats", "--json").json();

    assertThat(stats.propertyNames())
        .startsWith(
            "by_status", "by_type", "by_priority", "oldest_pending_seconds", "stuck", "workers");
    assertThat(stats.path("by_status").propertyNames())
        .containsExactlyInAnyOrder("PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELLED");
    assertThat(stats.path("by_status").path("PENDING").asInt()).isEqualTo(1);
    assertThat(stats.path("by_type").path("sync_po").asInt()).isEqualTo(1);
  }

  @Test
  void failedJobsCanBeFoundAndRetriedByTheIdThatIsShown() throws IOException {
    approved("PO-2025-001", List.of("NO-SUCH-SKU"));
    cli.run("queue:work", "--drain");

    var list = cli.run("queue:list");
    var failed = list.out().lines().filter(line -> line.contains("FAILED")).toList();
    var id = failed.getFirst().split(" ", 2)[0];
    var retry = cli.run("queue:retry", id);
    var show = cli.run("queue:show", id, "--json");

    assertThat(failed).hasSize(1);
    assertThat(id).matches("job_\\d+");
    assertThat(retry.exit()).isZero();
    assertThat(show.json().path("status").asString()).isEqualTo("PENDING");
    assertThat(cli.run("queue:cancel", id).exit()).isZero();
    assertThat(cli.run("queue:retry-all").out()).startsWith("0 failed jobs");
    assertThat(cli.run("queue:retry", "job_999999").exit()).isEqualTo(3);
  }

  @Test
  void pendingOrdersAreListedAndQueued() throws IOException {
    var manual = cli.with("SYNC_AUTO_ON_APPROVAL", "false");
    manual.run("po:import", orders("PO-2025-001", skus(1)).toString(), "--approve");

    var dry = cli.run("sync:pending", "--dry-run");
    var queued = cli.run("sync:pending", "--batch-size=50", "--json");

    assertThat(dry.out()).contains("PO-2025-001");
    assertThat(queued.json().path("queued").asInt()).isEqualTo(1);
    assertThat(cli.run("queue:stats", "--json").json().path("by_status").path("PENDING").asInt())
        .isEqualTo(1);
  }

  @Test
  void aTokenInTheDatabaseIsUsedAndShownMasked() {
    var withoutToken = cli.without("LIGHTSPEED_API_TOKEN");

    var missing = withoutToken.run("vend:test");
    var set =
        withoutToken.input(emulator.token() + "\n").run("config:set", "lightspeed_api_token", "-");
    var shown = withoutToken.run("config:show");
    var test = withoutToken.run("vend:test");

    assertThat(missing.exit()).isEqualTo(2);
    assertThat(set.exit()).isZero();
    assertThat(set.err()).isEmpty();
    assertThat(shown.out().lines().filter(line -> line.contains("token")).findFirst())
        .hasValueSatisfying(
            line -> assertThat(line).contains("****").doesNotContain(emulator.token()));
    assertThat(test.exit()).isZero();
  }

  @Test
  void aSecretOnTheCommandLineWorksWithAWarning() {
    var set = cli.run("config:set", "lightspeed_webhook_secret", "on-the-command-line");

    assertThat(set.exit()).isZero();
    assertThat(set.err()).contains("history").doesNotContain("on-the-command-line");
    assertThat(set.out()).doesNotContain("on-the-command-line");
  }

  @Test
  void aSettingThatSomethingStrongerHidesSaysSo() {
    var set = cli.run("config:set", "queue_retry_delays", "60,300,900");

    assertThat(set.exit()).isZero();
    assertThat(set.err()).contains("environment");
    assertThat(
            cli.run("config:show", "queue_retry_delays", "--json").json().path("value").asString())
        .isEqualTo("600");
  }

  @Test
  void theEnvFileThatWasReadIsNamedAndNamesWithoutEffectAreToldOf() throws IOException {
    var mistyped = cli.with("SERVER_PROT", "1");
    var none = mistyped.run("config:show");
    var file = Files.writeString(folder.resolve(".env"), "QUEUE_MAX_RETRIES=4\n");

    assertThat(none.err()).startsWith("Warning: SERVER_PROT in the environment");
    assertThat(none.out()).doesNotContain("Read from");
    assertThat(mistyped.run("queue:stats").err()).contains("Did you mean SERVER_PORT?");
    assertThat(cli.run("config:show").out())
        .endsWith("\nRead from " + file.toAbsolutePath() + ".\n");
    assertThat(cli.run("config:show", "--json").json().path("env_file").asString())
        .isEqualTo(file.toAbsolutePath().toString());
  }

  @Test
  void aValueThatIsNotAllowedIsRefusedWithWhatIs() {
    var set = cli.run("config:set", "queue_max_retries", "0");

    assertThat(set.exit()).isEqualTo(2);
    assertThat(set.err()).contains("queue_max_retries", "1 to 100");
  }

  @Test
  void healthWarnsWithoutAWorkerFailsOnceJobsWaitAndStatusShowsAll() {
    var idle = cli.run("health", "--json");
    var status = cli.run("status");
    DATABASE
        .database()
        .useTransaction(
            tx -> tx.execute("INSERT INTO queue_jobs (job_type, payload) VALUES ('x', '{}')"));
    var waiting = cli.run("health");

    assertThat(idle.exit()).isZero();
    assertThat(idle.json().path("healthy").asBoolean()).isTrue();
    assertThat(waiting.exit()).isEqualTo(1);
    assertThat(waiting.out()).contains("✘ worker: No worker runs; 1 waiting");
    assertThat(status.exit()).isZero();
    assertThat(status.out())
        .contains("✔ database", "✔ Lightspeed API", "! worker", "call budget", "orders");
  }

  @Test
  void lookUpsAnswerFromLightspeedAndFromTheMirror() {
    var sku = skus(1).getFirst();

    var asked = cli.run("vend:products", sku, "--json");
    cli.run("catalog:pull");
    var mirrored = cli.run("vend:products", sku, "--json");

    assertThat(asked.json().path("is_from_mirror").asBoolean()).isFalse();
    assertThat(mirrored.json().path("is_from_mirror").asBoolean()).isTrue();
    assertThat(mirrored.json().path("products").get(0).path("sku").asString()).isEqualTo(sku);
    assertThat(cli.run("vend:outlets").out()).contains(emulator.outlets().getFirst().name());
    assertThat(cli.run("vend:suppliers").out()).contains(emulator.suppliers().getFirst().name());
    assertThat(cli.run("vend:products", "no-such-thing").exit()).isEqualTo(3);
  }

  @Test
  void aBadImportFileImportsNothingAndNamesEveryRow() throws IOException {
    var file = orders("PO-2025-001", skus(1));
    Files.writeString(
        file, Files.readString(file).replace(",3,1.50", ",0,1.50") + "PO-2025-001,,,,x,y\n");

    var imported = cli.run("po:import", file.toString());

    assertThat(imported.exit()).isEqualTo(2);
    assertThat(imported.err()).contains("row 2", "row 3");
    assertThat(cli.run("po:list", "--json").json().path("orders").size()).isZero();
    assertThat(cli.run("po:import", folder.resolve("none.csv").toString()).exit()).isEqualTo(3);
  }

  @Test
  void approvingSeveralApprovesThoseThatCanBe() throws IOException {
    cli.run("po:import", orders("PO-2025-001", skus(1)).toString());

    var both = cli.run("po:approve", "PO-2025-001", "PO-2025-009", "--json");
    var none = cli.run("po:approve", "PO-2025-009");

    assertThat(both.exit()).isEqualTo(7);
    assertThat(both.json().path("approved").size()).isEqualTo(1);
    assertThat(both.json().path("refused").get(0).path("order").asString())
        .isEqualTo("PO-2025-009");
    assertThat(none.exit()).isEqualTo(3);
  }

  @Test
  void anOutsideDatabaseIsNeitherStartedNorStopped() {
    assertThat(cli.run("db:stop").exit()).isEqualTo(4);
    assertThat(cli.run("db:start").exit()).isEqualTo(4);
    assertThat(cli.run("db:status", "--json").json().path("kind").asString()).isEqualTo("outside");
  }
}
