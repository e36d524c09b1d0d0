package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import lightspeed.acceptance.Program.Result;
import lightspeed.acceptance.Program.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Ctrl-C in the middle, sent to real processes: exit 130, a sentence about what goes on without
/// them, and nothing half done.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InterruptIT {
  private Shop shop;
  private Path folder;

  @BeforeAll
  void open(@TempDir Path ownFolder) throws InterruptedException {
    folder = ownFolder;
    shop =
        Shop.ready(
            ownFolder,
            EmulatorOptions.defaults(),
            Map.of("LIGHTSPEED_REQUEST_TIMEOUT", "30", "QUEUE_LEASE_SECONDS", "60"));
  }

  @AfterAll
  void close() {
    shop.close();
  }

  private static Result interrupted(Running running) throws IOException, InterruptedException {
    running.interrupt();
    Result result = running.await();
    assertThat(result.exitCode()).as(result.messages()).isEqualTo(130);
    assertThat(result.messages()).doesNotContain("\tat ");
    return result;
  }

  private long count(String sql) {
    return Long.parseLong(shop.rows("SELECT COUNT(*) " + sql).getFirst().getFirst());
  }

  @Test
  void whoWaitsForOrdersIsToldThatTheyStayQueued() throws IOException, InterruptedException {
    shop.succeeds("po:import", shop.csv(1, "PO-W1", "PO-W2").toString(), "--approve");
    shop.succeeds("queue:cancel", firstJob());
    Running waiting = shop.program.start("sync:pending", "--wait");
    Until.isTrue(() -> count("FROM queue_jobs WHERE status = 'PENDING'") == 2);

    Result result = interrupted(waiting);

    assertThat(result.messages()).contains("0 of 2 orders have ended", "stay queued");
    assertThat(count("FROM queue_jobs WHERE status = 'PENDING'")).isEqualTo(2);
    shop.succeeds("queue:work", "--drain");
    shop.assertExactlyOnce("PO-W1");
    shop.assertExactlyOnce("PO-W2");
  }

  private String firstJob() {
    return "job_"
        + shop.rows("SELECT MIN(id) FROM queue_jobs WHERE status = 'PENDING'")
            .getFirst()
            .getFirst();
  }

  @Test
  void anOrderInTheMiddleIsHandedBackAndFinishedLater() throws IOException, InterruptedException {
    shop.succeeds("po:import", shop.csv(3, "PO-M").toString(), "--approve");
    delay("POST", "/consignments");
    Running sync = shop.program.start("sync:po", "PO-M");
    awaitProcessing();

    Result result = interrupted(sync);

    assertThat(result.messages()).contains("is back in the queue", "sync:status PO-M");
    shop.emulator.clearFaults();
    shop.succeeds("sync:po", "PO-M");
    shop.assertExactlyOnce("PO-M");
  }

  private void delay(String method, String path) {
    shop.emulator.add(
        Fault.of(FaultKind.DELAY).on(method, path).delay(Duration.ofSeconds(5)).times(1));
  }

  private void awaitProcessing() {
    Until.isTrue(() -> count("FROM queue_jobs WHERE status = 'PROCESSING'") == 1);
  }

  @Test
  void anImportIsUndone() throws IOException, InterruptedException {
    Path pipe = folder.resolve("endless.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Running importing = shop.program.start("po:import", pipe.toString());

    Result result;
    // Opening waits until the other side reads, so the import has begun.
    try (OutputStream rows = Files.newOutputStream(pipe)) {
      rows.write(
          "public_id,supplier,outlet,sku,quantity,unit_cost\nPO-I,S,O,X,1,1\n"
              .getBytes(StandardCharsets.UTF_8));
      rows.flush();
      result = interrupted(importing);
    }

    assertThat(result.messages()).contains("imported whole or not at all");
    assertThat(count("FROM vend_consignments WHERE public_id = 'PO-I'")).isZero();
  }

  @Test
  void aPullGoesOnWhereItStopped() throws IOException, InterruptedException {
    delay("GET", "/products");
    long before = shop.emulator.requests().size();
    Running pull = shop.program.start("catalog:pull", "--full");
    Until.isTrue(() -> shop.emulator.requests().size() > before);

    Result result = interrupted(pull);

    assertThat(result.messages()).contains("Nothing is left half done");
    shop.emulator.clearFaults();
    shop.succeeds("catalog:pull");
  }

  @Test
  void watchingJustEnds() throws IOException, InterruptedException {
    Running watching = shop.program.start("queue:stats", "--watch", "--json");
    Until.isTrue(() -> watching.outputSoFar().contains("by_status"));

    interrupted(watching);

    assertThat(watching.outputSoFar().lines())
        .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
  }

  @Test
  void aWorkerThatIsAskedToStopEndsInOrderAndOneThatIsAskedTwiceAtOnce()
      throws IOException, InterruptedException {
    Running inOrder = shop.program.start("queue:work");
    Until.isTrue(() -> inOrder.messagesSoFar().contains("The worker runs"));
    inOrder.interrupt();
    Result stopped = inOrder.await();

    shop.succeeds("po:import", shop.csv(1, "PO-Q").toString(), "--approve");
    delay("POST", "/consignments");
    Running atOnce = shop.program.start("queue:work");
    awaitProcessing();
    atOnce.interrupt();
    Until.isTrue(() -> atOnce.messagesSoFar().contains("Press Ctrl-C again to stop now"));
    Result halted = interrupted(atOnce);

    assertThat(stopped.exitCode()).isZero();
    assertThat(halted.messages()).contains("The worker has stopped.");
    shop.emulator.clearFaults();
    shop.succeeds("sync:po", "PO-Q");
    shop.assertExactlyOnce("PO-Q");
  }

  @Test
  void whoDrainsAndIsStoppedBeforeTheEndIsTold() throws IOException, InterruptedException {
    shop.succeeds("po:import", shop.csv(1, "PO-D").toString(), "--approve");
    delay("POST", "/consignments");
    Running draining = shop.program.start("queue:work", "--drain");
    awaitProcessing();

    interrupted(draining);

    shop.emulator.clearFaults();
    shop.succeeds("sync:po", "PO-D");
    shop.assertExactlyOnce("PO-D");
  }
}
