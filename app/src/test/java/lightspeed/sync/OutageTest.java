package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.retailer.LineState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Rule 7 of the world: is it Lightspeed, or this order?
class OutageTest {
  private SyncWorld world;

  @BeforeEach
  void openWorld() throws IOException, InterruptedException {
    world = new SyncWorld();
    world.pullCatalog();
  }

  @AfterEach
  void closeWorld() throws IOException {
    world.close();
  }

  @Test
  void anOutageLongerThanAllTriesFailsNoOrderAndAllAreSentAfterwards() {
    List<PurchaseOrderId> orders = anApproved(12);
    world.emulator.add(Fault.of(FaultKind.STATUS).status(503));

    try (var _ = world.startedWorker()) {
      await(() -> world.line.look().kind() == LineState.Kind.DOWN);
      await(() -> orders.stream().allMatch(this::isQueued));
      long before = world.calls();
      await(() -> world.calls() >= before + 4);
      assertThat(orders).allMatch(this::isQueued);
      world.emulator.clearFaults();
      await(() -> orders.stream().allMatch(this::isSent));
    }

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
    orders.forEach(world::assertExactlyOnce);
    assertThat(countedTries()).as("tries used up").isLessThanOrEqualTo(orders.size());
  }

  @Test
  void whileLightspeedIsDownOnlyTheProbeAsksIt() {
    List<PurchaseOrderId> orders = anApproved(20);
    world.emulator.add(Fault.of(FaultKind.RESET_BEFORE));

    try (var _ = world.startedWorker()) {
      await(() -> world.line.look().kind() == LineState.Kind.DOWN);
      await(() -> orders.stream().allMatch(this::isQueued));
      long others = world.calls() - world.calls("GET", "/consignments");
      long lists = world.calls("GET", "/consignments");
      await(() -> world.calls("GET", "/consignments") >= lists + 3);
      assertThat(world.calls() - world.calls("GET", "/consignments")).isEqualTo(others);
    }

    assertThat(world.calls("POST", "/consignments"))
        .as("the orders that were under way when it went down")
        .isLessThanOrEqualTo(8);
    assertThat(starts()).as("starts of jobs").isLessThanOrEqualTo(16);
  }

  @Test
  void oneSingle401FailsItsOrderAndStopsNothing() throws InterruptedException {
    PurchaseOrderId refused = world.anApprovedOrder(2);
    PurchaseOrderId next = world.anApprovedOrder(2);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").status(401).nth(1));

    RunResult first = world.sync(refused);
    RunResult second = world.sync(next);

    assertThat(first).isInstanceOf(RunResult.Failed.class);
    assertThat(second).isInstanceOf(RunResult.Completed.class);
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
    assertThat(world.service.retry(refused.value())).isNotNull();
    assertThat(world.sync(refused)).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void oneOrderThatIsForbiddenFailsAloneAndTheOthersAreSent() throws InterruptedException {
    PurchaseOrderId forbidden = world.anApprovedOrder(2);
    PurchaseOrderId next = world.anApprovedOrder(2);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").status(403).nth(1));

    RunResult first = world.sync(forbidden);
    RunResult second = world.sync(next);

    assertThat(first).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(forbidden).lastError())
        .contains("403")
        .contains("consignments:write:stock_order");
    assertThat(second).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aPageOfHtmlForEveryCallIsAnOutage() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(2);
    PurchaseOrderId next = world.anApprovedOrder(2);
    world.emulator.add(Fault.of(FaultKind.WRONG_TYPE));

    RunResult first = world.sync(order);
    RunResult second = world.sync(next);

    assertThat(first).isInstanceOf(RunResult.Postponed.class);
    assertThat(second).isInstanceOf(RunResult.Paused.class);
    assertThat(world.line.look().kind()).isEqualTo(LineState.Kind.DOWN);
    assertThat(world.service.report(next.value()).waiting())
        .satisfies(waiting -> assertThat(waiting.kind()).isEqualTo(Waiting.Kind.LINE_DOWN));
    world.emulator.clearFaults();
    world.line.probe();
    world.sync(order); // Its create may have to settle.
    world.syncToTheEnd(next);
    world.syncToTheEnd(order);
    world.assertExactlyOnce(order);
    world.assertExactlyOnce(next);
  }

  @Test
  void afterAnOutageOneOrderGoesFirstAndItsSuccessLetsTheOthersGo() throws InterruptedException {
    PurchaseOrderId older = world.anApprovedOrder(2);
    PurchaseOrderId newer = world.anApprovedOrder(2);
    world.emulator.add(Fault.of(FaultKind.STATUS).status(502));
    world.sync(newer);
    world.emulator.clearFaults();
    world.line.probe();

    RunResult tooEarly = world.sync(newer);
    RunResult first = world.sync(older);
    RunResult afterwards = world.syncToTheEnd(newer);

    assertThat(tooEarly).isInstanceOf(RunResult.Paused.class);
    assertThat(first).isInstanceOf(RunResult.Completed.class);
    assertThat(afterwards).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(newer);
  }

  @Test
  void anOrderThatFailsAloneWaitsItsPauseWithoutUsingUpTries() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(2);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").times(8));

    for (int failure = 1; failure <= 8; failure++) {
      assertThat(settledSync(order)).isInstanceOf(RunResult.WillRetry.class);
    }

    assertThat(countedTries()).isZero();
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
    assertThat(world.service.report(order.value()).waiting())
        .satisfies(
            waiting -> {
              assertThat(waiting.kind()).isEqualTo(Waiting.Kind.PAUSE);
              assertThat(waiting.reason()).contains("503");
              assertThat(waiting.since()).isNotNull();
            });
    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void anOrderThatFailsAloneForADayEndsInFrontOfAPerson() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(2);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments"));
    world.sync(order);
    world.aDayPasses();

    RunResult after = settledSync(order);

    assertThat(after).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).lastError()).contains("since").contains("sync:retry");
    assertThat(world.service.report(order.value()).waiting())
        .satisfies(waiting -> assertThat(waiting.kind()).isEqualTo(Waiting.Kind.PERSON));
    world.service.retry(order.value());
    assertThat(settledSync(order)).as("a day again").isInstanceOf(RunResult.WillRetry.class);
  }

  @Test
  void anOrderThatFailsWhileOthersAreTakenUsesUpItsTries() throws InterruptedException {
    PurchaseOrderId bad = world.anApprovedOrder(2);
    RunResult last = null;
    int attempts = 0;

    while (!(last instanceof RunResult.Failed) && attempts < 20) {
      world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").nth(1));
      last = settledSync(bad);
      attempts++;
      world.emulator.clearFaults();
      world.syncToTheEnd(world.anApprovedOrder(1));
    }

    assertThat(last).isInstanceOf(RunResult.Failed.class);
    assertThat(attempts).as("five tries, the first of which proves nothing").isEqualTo(6);
  }

  @Test
  void tenThousandOrdersWaitThroughAnOutageWithoutBeingTouched() {
    List<PurchaseOrderId> orders = anApproved(10);
    world.emulator.add(Fault.of(FaultKind.STATUS).status(503));
    waitingJobs(9_990);

    try (var _ = world.startedWorker()) {
      await(() -> world.line.look().kind() == LineState.Kind.DOWN);
      await(() -> number("SELECT COUNT(*) FROM queue_jobs WHERE status = 'PROCESSING'") == 0);
      long startsBefore = starts();
      long calls = world.calls();
      await(() -> world.calls() >= calls + 4);
      assertThat(starts()).as("jobs started while it was down").isEqualTo(startsBefore);
      assertThat(startsBefore).as("started before it was noticed").isLessThanOrEqualTo(20);
      world.emulator.clearFaults();
      await(() -> orders.stream().allMatch(this::isSent));
    }

    orders.forEach(world::assertExactlyOnce);
  }

  /// Less urgent than others; their orders do not exist.
  private void waitingJobs(int count) {
    world.database.useTransaction(
        tx -> {
          tx.execute("SET SESSION max_recursive_iterations = 20000");
          tx.execute(
              """
              INSERT INTO queue_jobs (job_type, priority, payload, unique_key)
              WITH RECURSIVE n (i) AS (
                SELECT 1
                UNION ALL
                SELECT i + 1 FROM n WHERE i < ?)
              SELECT 'sync_po', 'low',
                CONCAT('{"version":1,"purchaseOrderId":"none-', i, '"}'), CONCAT('sync_po:none-', i)
              FROM n
              """,
              count);
        });
  }

  private List<PurchaseOrderId> anApproved(int count) {
    List<PurchaseOrderId> orders = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      orders.add(world.anApprovedOrder(2));
    }
    return orders;
  }

  private boolean isQueued(PurchaseOrderId order) {
    return world.order(order).syncStatus() == SyncStatus.QUEUED;
  }

  private boolean isSent(PurchaseOrderId order) {
    return world.order(order).state() == OrderState.SENT;
  }

  /// Runs the order's job once, after earlier requests have settled.
  private RunResult settledSync(PurchaseOrderId order) throws InterruptedException {
    RunResult result = world.sync(order);
    for (int look = 0; look < 20 && result instanceof RunResult.Postponed; look++) {
      world.pauseForSettling();
      result = world.sync(order);
    }
    return result;
  }

  private long countedTries() {
    return number("SELECT COUNT(*) FROM queue_job_attempts WHERE outcome = 'RETRY'");
  }

  private long starts() {
    return number("SELECT COALESCE(SUM(starts), 0) FROM queue_jobs WHERE job_type = 'sync_po'");
  }

  private long number(String sql) {
    return world.database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private void await(BooleanSupplier isSo) {
    for (int look = 0; look < 400; look++) {
      if (isSo.getAsBoolean()) {
        return;
      }
      world.pauseForSettling();
    }
    throw new AssertionError("It never became so: " + world.line.lookClosely());
  }
}
