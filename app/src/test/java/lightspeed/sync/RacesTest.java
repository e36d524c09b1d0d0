package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import lightspeed.job.CancelResult;
import lightspeed.job.JobException;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.Priority;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.Approval;
import lightspeed.purchaseorder.ImportOptions;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderImport;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Several people and processes want the same order at the same moment: there is always one
/// consignment, and what is shown is true.
@Tag("slow")
final class RacesTest {
  /// The worker is held in this call while the others act; below the request's time-out.
  private static final Duration HELD = Duration.ofMillis(400);

  @TempDir Path folder;

  private final SyncWorld world = new SyncWorld();

  RacesTest() throws IOException {}

  @BeforeEach
  void mirror() throws InterruptedException {
    world.pullCatalog();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void approvingTwiceAtOnceSendsOnce() throws Exception {
    PurchaseOrderId order = aDraft("PO-RACE");
    try (var _ = world.startedWorker()) {
      List<Object> answers =
          atOnce(
              () -> world.orderService.approve(order.value(), "ann"),
              () -> world.orderService.approve(order.value(), "bob"));

      assertThat(answers).hasSize(2).anyMatch(Approval.class::isInstance);
      await(() -> isSent(order));
    }
    world.assertExactlyOnce(order);
    assertThat(jobsOf(order)).isEqualTo(1);
  }

  @Test
  void aDraftEditedWhileItIsApprovedIsSentAsItIsShown() throws Exception {
    List<PurchaseOrderId> orders = new ArrayList<>();
    OrderImport imports = new OrderImport(world.database, world.catalog, InstantSource.system());
    try (var _ = world.startedWorker()) {
      for (int round = 1; round <= 8; round++) {
        PurchaseOrderId order = aDraft("PO-RACE-" + round);
        orders.add(order);
        Path edited = editedDraft(order);
        List<Object> answers =
            atOnce(
                () -> world.orderService.approve(order.value(), "ann"),
                () -> imports.run(edited, ImportOptions.by("bob")));

        assertThat(answers).noneMatch(Throwable.class::isInstance);
      }
      await(() -> orders.stream().allMatch(this::isSent));
    }
    orders.forEach(world::assertExactlyOnce);
  }

  /// The draft of [#aDraft] with another quantity, as a buyer would import it again.
  private Path editedDraft(PurchaseOrderId order) throws IOException {
    String supplier = world.emulator.suppliers().getFirst().id();
    String outlet = world.emulator.outlets().getFirst().id();
    return Files.writeString(
        folder.resolve(order.value() + ".csv"),
        "public_id,supplier,outlet,sku,quantity,unit_cost\n"
            + String.join(",", order.value(), supplier, outlet, world.line(0).sku(), "5", "1"));
  }

  @Test
  void sendingByHandWhileTheWorkerRunsItSendsOnce() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(3);
    hold("POST", "/consignments");
    try (var _ = world.startedWorker()) {
      await(() -> world.calls("POST", "/consignments") == 1);
      SyncService.Request again = world.service.request(order.value(), Priority.CRITICAL);
      RunResult byHand = world.sync(order);

      assertThat(again).isInstanceOf(SyncService.Request.Queued.class);
      assertThat(byHand).isInstanceOf(RunResult.RunningElsewhere.class);
      await(() -> isSent(order));
    }
    world.assertExactlyOnce(order);
  }

  @Test
  void twoConsolesAndThreeWorkersSendOnce() throws Exception {
    List<PurchaseOrderId> orders = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      orders.add(world.anApprovedOrder(3));
    }
    try (var _ = world.startedWorker();
        var _ = world.startedWorker();
        var _ = world.startedWorker()) {
      List<Object> answers =
          atOnce(
              () -> world.service.requestPending(2, 100),
              () -> world.service.requestPending(3, 100),
              () -> world.service.request(orders.getFirst().value(), Priority.HIGH));

      assertThat(answers).noneMatch(Throwable.class::isInstance);
      await(() -> orders.stream().allMatch(this::isSent));
    }
    orders.forEach(world::assertExactlyOnce);
  }

  @Test
  void cancellingWhileItIsSentLeavesATruthfulStateAndCanBeTakenBack() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(3);
    JobId job = world.job(order);
    hold("POST", "/consignments");
    try (var _ = world.startedWorker()) {
      await(() -> world.calls("POST", "/consignments") == 1);
      CancelResult asked = world.queue.cancel(job);

      assertThat(asked).isEqualTo(CancelResult.REQUESTED);
      await(() -> hasEnded(job));
    }
    boolean isCancelled = world.queue.find(job).orElseThrow().status() == JobStatus.CANCELLED;
    PurchaseOrder after = world.order(order);
    if (isCancelled) {
      assertThat(after.syncStatus()).isEqualTo(SyncStatus.NOT_SYNCED);
      assertThat(world.live(order)).hasSize(1);
      assertThat(world.live(order).getFirst().consignment().status().name()).isEqualTo("OPEN");
      world.service.request(order.value(), Priority.NORMAL);
      world.syncToTheEnd(order);
    }
    world.assertExactlyOnce(order);
  }

  @Test
  void retryingARunningJobIsRefusedAndSendsOnce() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(3);
    JobId job = world.job(order);
    hold("POST", "/consignments/*/bulk");
    try (var _ = world.startedWorker()) {
      await(() -> world.calls("POST", "/bulk") == 1);

      List<Object> answers =
          atOnce(
              () -> {
                world.queue.retry(job);
                return "retried";
              });

      assertThat(answers).singleElement().isInstanceOf(JobException.class);
      await(() -> isSent(order));
    }
    world.assertExactlyOnce(order);
  }

  @Test
  void theOperatorsResetByHandDuringARunSendsOnce() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(3);
    JobId job = world.job(order);
    hold("POST", "/consignments/*/bulk");
    try (var _ = world.startedWorker();
        var _ = world.startedWorker()) {
      await(() -> world.calls("POST", "/bulk") == 1);
      world.database.useTransaction(
          tx ->
              tx.execute(
                  "UPDATE queue_jobs SET status = 'PENDING', worker_id = NULL,"
                      + " available_at = NOW() WHERE id = ?",
                  job.value()));
      await(() -> isSent(order) && hasEnded(job));
      world.pauseForSettling();
    }
    world.lookAgain();
    world.assertExactlyOnce(order);
  }

  @Test
  void theResetOfAJobThatIsDoneChangesNothingEvenWhenItsWorkerDies() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(3);
    JobId job = world.job(order);
    world.syncToTheEnd(order);
    long calls = world.calls();
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET status = 'PENDING', available_at = NOW() WHERE id = ?",
                job.value()));
    ClaimedJob.claim(world.database, world.queue.find(job).orElseThrow(), true).loseLease();

    List<JobId> recovered = world.queue.recover();

    assertThat(recovered).containsExactly(job);
    assertThat(world.sync(order)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.calls()).isEqualTo(calls);
    world.assertExactlyOnce(order);
  }

  private PurchaseOrderId aDraft(String publicId) {
    PurchaseOrderId id = new PurchaseOrderId(publicId);
    OrderDraft draft =
        new OrderDraft(
            world.emulator.suppliers().getFirst().name(),
            world.emulator.outlets().getFirst().name(),
            null,
            null,
            null,
            List.of(
                new OrderDraft.Line(world.line(0).sku(), null, BigDecimal.TWO, BigDecimal.ONE)));
    world.database.useTransaction(tx -> world.orders.insertDraft(tx, id, publicId, draft, "test"));
    return id;
  }

  private void hold(String method, String path) {
    world.emulator.add(Fault.of(FaultKind.LATE_APPLY).on(method, path).nth(1).delay(HELD));
  }

  private boolean isSent(PurchaseOrderId order) {
    return world.order(order).syncStatus() == SyncStatus.SYNCED;
  }

  private boolean hasEnded(JobId job) {
    JobStatus status = world.queue.find(job).orElseThrow().status();
    return status != JobStatus.PENDING && status != JobStatus.PROCESSING;
  }

  private long jobsOf(PurchaseOrderId order) {
    return world.queue.history(new SyncJob(order).uniqueKey(), 10).size();
  }

  private void await(BooleanSupplier condition) {
    for (int look = 0; look < 600; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      world.database.read(tx -> tx.select("SELECT SLEEP(0.025)").mapTo(Long.class).one());
    }
    throw new AssertionError("It never happened.");
  }

  /// What each of them returned or threw.
  private static List<Object> atOnce(Callable<?>... acts) throws Exception {
    CyclicBarrier start = new CyclicBarrier(acts.length);
    List<Future<Object>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(acts.length)) {
      for (Callable<?> act : acts) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    return act.call();
                  } catch (PurchaseOrderException | JobException refused) {
                    return refused;
                  }
                }));
      }
      List<Object> answers = new ArrayList<>();
      for (Future<Object> one : running) {
        answers.add(one.get());
      }
      return answers;
    }
  }
}
