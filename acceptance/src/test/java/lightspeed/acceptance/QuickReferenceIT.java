package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import xseries.emulator.EmulatorOptions;

/// What operators type, in the order of their quick reference.
@Api.Dated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class QuickReferenceIT {
  private static final String ORDER = "PO-2025-001";

  private Path folder;

  private Shop shop;

  @BeforeAll
  void open(@TempDir Path folder) {
    this.folder = folder;
    shop = Shop.open(folder, EmulatorOptions.defaults(), Map.of("QUEUE_RETRY_DELAYS", "1"));
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @Test
  @Order(1)
  void theSchemaIsInstalledAndInstallingItAgainChangesNothing() throws InterruptedException {
    shop.succeeds("db:migrate", "--no-input");
    shop.succeeds("db:migrate", "--no-input");

    assertThat(shop.succeeds("db:status")).isNotBlank();
  }

  @Test
  @Order(2)
  void theConnectionIsTested() throws InterruptedException {
    assertThat(shop.succeeds("vend:test")).isNotBlank();
    assertThat(shop.succeeds("catalog:pull")).isNotNull();
  }

  @Test
  @Order(3)
  void aDryRunShowsThreeCallsAndWritesNothing() throws InterruptedException {
    shop.succeeds("po:import", shop.csv(20, ORDER).toString());
    shop.succeeds("po:approve", ORDER);

    JsonNode plan = shop.json("sync:po", ORDER, "--dry-run");

    assertThat(StreamSupport.stream(plan.path("calls").spliterator(), false))
        .extracting(call -> call.path("method").asString())
        .containsExactly("POST", "POST", "PUT");
    assertThat(plan.path("problems").size()).isZero();
    int reads = plan.path("reads").size();
    assertThat(reads).as("reads of a command of its own").isBetween(0, 4);
    assertThat(plan.path("budget").path("calls").asInt()).isEqualTo(3 + reads);
    assertThat(shop.emulator.consignments()).isEmpty();
  }

  @Test
  @Order(4)
  void oneOrderIsSyncedWithThreeCalls() throws InterruptedException {
    int before = shop.emulator.requests().size();

    JsonNode synced = shop.json("sync:po", ORDER);

    var made = shop.emulator.requests().stream().skip(before).toList();
    assertThat(made.stream().filter(call -> !call.method().equals("GET"))).hasSize(3);
    assertThat(made).as("with the reads of a command of its own").hasSizeBetween(3, 3 + 4);
    assertThat(synced.path("api_calls").asInt()).isBetween(3, 3 + 4);
    assertThat(synced.path("state").asString()).isEqualTo("SENT");
    assertThat(synced.path("sync_status").asString()).isEqualTo("SYNCED");
    shop.assertExactlyOnce(ORDER);
  }

  @Test
  @Order(5)
  void syncingItAgainDoesNothing() throws InterruptedException {
    int before = shop.emulator.requests().size();

    shop.succeeds("sync:po", ORDER);

    assertThat(shop.emulator.requests()).hasSize(before);
  }

  @Test
  @Order(6)
  void allPendingOrdersAreQueuedAndAWorkerDrainsThem() throws InterruptedException {
    shop.succeeds("po:import", shop.csv(5, "PO-A", "PO-B", "PO-C").toString(), "--approve");

    shop.succeeds("sync:pending");
    shop.succeeds("sync:pending", "--batch-size=50");
    shop.succeeds("queue:work", "--drain");

    shop.assertExactlyOnce("PO-A");
    shop.assertExactlyOnce("PO-B");
    shop.assertExactlyOnce("PO-C");
  }

  @Test
  @Order(7)
  void theStatusOfAnOrderTellsEveryOperation() throws InterruptedException {
    JsonNode status = shop.json("sync:status", ORDER);

    assertThat(status.path("id").asString()).isEqualTo(ORDER);
    assertThat(status.path("public_id").asString()).isEqualTo(ORDER);
    assertThat(status.path("lightspeed_status").asString()).isEqualTo("SENT");
    assertThat(status.path("lightspeed_consignment_id").asString()).isNotBlank();
    assertThat(status.path("last_error").isNull()).isTrue();
    assertThat(status.path("next_attempt_at").isNull()).isTrue();
    assertThat(StreamSupport.stream(status.path("operations").spliterator(), false))
        .extracting(operation -> operation.path("operation").asString())
        .contains("CREATE_CONSIGNMENT", "ADD_PRODUCTS", "SEND_CONSIGNMENT", "UPDATE_LOCAL");
    assertThat(shop.succeeds("sync:status", ORDER)).contains("SENT", "CREATE_CONSIGNMENT");
  }

  @Test
  @Order(8)
  void aFailedOrderIsListedAndRetried() throws InterruptedException {
    String sku = shop.orderableSku(0);
    String header = "public_id,supplier,outlet,sku,quantity,unit_cost\n";
    String supplier = shop.emulator.suppliers().getFirst().id();
    String outlet = shop.emulator.outlets().getFirst().id();
    String file =
        shop.write("bad.csv", header + "PO-BAD,%s,%s,%s-NO,1,1\n".formatted(supplier, outlet, sku))
            .toString();
    shop.succeeds("po:import", file, "--approve");
    shop.succeeds("queue:work", "--drain");

    String failed = shop.succeeds("queue:list", "--status=FAILED");
    String job = failed.lines().filter(line -> line.contains("job_")).findFirst().orElseThrow();
    String id = job.replaceAll("(?s).*?(job_[0-9]+).*", "$1");

    assertThat(failed).contains("FAILED").contains(sku + "-NO");
    assertThat(shop.succeeds("queue:list").lines()).anyMatch(line -> line.contains("FAILED"));
    assertThat(shop.succeeds("queue:show", id)).contains(sku + "-NO").contains("sync_po");
    shop.succeeds("queue:retry", id);
    assertThat(shop.json("queue:stats").path("by_status").path("PENDING").asInt()).isEqualTo(1);
    shop.succeeds("queue:work", "--drain");
    shop.succeeds("queue:retry-all");
    shop.succeeds("queue:work", "--drain");
    shop.succeeds("sync:retry", "PO-BAD");
    shop.succeeds("queue:work", "--drain");
    assertThat(shop.json("sync:status", "PO-BAD").path("sync_status").asString())
        .isEqualTo("FAILED");
  }

  @Test
  @Order(9)
  void theQueueIsCountedPrunedAndRecovered() throws InterruptedException {
    JsonNode stats = shop.json("queue:stats");

    assertThat(stats.path("by_status").path("COMPLETED").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(stats.path("by_status").path("FAILED").asInt()).isEqualTo(1);
    assertThat(stats.has("by_type")).isTrue();
    assertThat(stats.has("by_priority")).isTrue();
    assertThat(stats.has("oldest_pending_seconds")).isTrue();
    assertThat(stats.path("stuck").asInt()).isZero();
    assertThat(stats.path("workers").isArray()).isTrue();
    shop.succeeds("queue:prune", "7");
    shop.succeeds("queue:recover");
    assertThat(shop.succeeds("queue:stats")).contains("COMPLETED").contains("FAILED");
  }

  @Test
  @Order(10)
  void thingsAreLookedUp() throws InterruptedException {
    assertThat(shop.succeeds("vend:outlets")).contains(shop.emulator.outlets().getFirst().name());
    assertThat(shop.succeeds("vend:suppliers"))
        .contains(shop.emulator.suppliers().getFirst().name());
    assertThat(shop.succeeds("vend:products", shop.orderableSku(3))).contains(shop.orderableSku(3));
    String consignment =
        shop.json("sync:status", ORDER).path("lightspeed_consignment_id").asString();
    assertThat(shop.succeeds("vend:consignment", consignment)).contains(ORDER).contains("SENT");
  }

  @Test
  @Order(11)
  void theOverviewAnswers() throws InterruptedException {
    assertThat(shop.succeeds("status")).isNotBlank();
    assertThat(shop.succeeds("help")).contains("sync:po", "queue:work", "config:set");
    assertThat(shop.succeeds("sync:po", "--help")).contains("--dry-run", "--priority");
    String token =
        shop.succeeds("config:show")
            .lines()
            .filter(line -> line.contains("token"))
            .findFirst()
            .orElseThrow();
    assertThat(token).contains("lightspeed_api_token").doesNotContain(shop.emulator.token());
    assertThat(shop.succeeds("po:list")).contains(ORDER, "PO-BAD");
    assertThat(shop.succeeds("po:show", ORDER)).contains(ORDER).contains(shop.orderableSku(0));
  }

  @Test
  @Order(12)
  void settingsAreChanged() throws InterruptedException {
    shop.succeeds("config:set", "lightspeed_api_token", "a-new-token-of-the-shop");
    shop.succeeds("config:set", "queue_max_retries", "5");
    shop.succeeds("config:set", "queue_retry_delays", "60,300,900");
    shop.succeeds("config:set", "queue_worker_sleep", "5");

    assertThat(shop.succeeds("config:show", "queue_max_retries")).contains("5");
    assertThat(shop.rows("SELECT value FROM settings WHERE name = 'lightspeed_api_token'"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.getFirst()).doesNotContain("a-new-token"));
    for (String key :
        new String[] {
          "lightspeed_api_token", "queue_max_retries", "queue_retry_delays", "queue_worker_sleep"
        }) {
      shop.succeeds("config:unset", key);
    }
  }

  @Test
  @Order(13)
  void aJobIsPutFirst() throws InterruptedException {
    shop.succeeds("po:import", shop.csv(2, "PO-FIRST").toString(), "--approve");

    shop.succeeds("sync:po", "PO-FIRST", "--queue", "--priority=critical");

    assertThat(shop.rows("SELECT job_type, priority FROM queue_jobs WHERE status = 'PENDING'"))
        .containsExactly(java.util.List.of("sync_po", "critical"));
    String job =
        shop.rows("SELECT id FROM queue_jobs WHERE status = 'PENDING'").getFirst().getFirst();
    shop.succeeds("queue:cancel", job);
    assertThat(shop.json("queue:stats").path("by_status").path("CANCELLED").asInt()).isEqualTo(1);
  }

  @Test
  @Order(14)
  void threeWorkersShareTheWork() throws InterruptedException {
    String[] orders = {"PO-W1", "PO-W2", "PO-W3", "PO-W4", "PO-W5", "PO-W6"};
    shop.succeeds("po:import", shop.csv(10, orders).toString(), "--approve");

    Program.Running one = shop.program.start("queue:work", "--drain");
    Program.Running two = shop.program.start("queue:work", "--drain");
    Program.Running three = shop.program.start("queue:work", "--drain");

    assertThat(one.await().exitCode()).isZero();
    assertThat(two.await().exitCode()).isZero();
    assertThat(three.await().exitCode()).isZero();
    for (String order : orders) {
      shop.assertExactlyOnce(order);
    }
  }

  @Test
  @Order(15)
  void aBackupIsMadeAndHealthIsGood() throws InterruptedException {
    Path backup = folder.resolve("backup.sql");

    shop.succeeds("db:backup", backup.toString());

    assertThat(backup).isNotEmptyFile();
    assertThat(shop.program.run("health").exitCode()).isIn(0, 1);
  }
}
