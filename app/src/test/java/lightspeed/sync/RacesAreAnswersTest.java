package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.Approval;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// That others were faster is an answer, and keeps no other order back: what the user saw was
/// "Order PO-7 cannot become QUEUED", and none of its batch was queued.
final class RacesAreAnswersTest {
  private final SyncWorld world = new SyncWorld();

  RacesAreAnswersTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void pendingOrdersAreQueuedThoughOneOfTheirBatchWasSentSinceTheyWereListed() throws Exception {
    PurchaseOrderId first = anOrderWithoutJob();
    PurchaseOrderId second = anOrderWithoutJob();
    PurchaseOrderId third = anOrderWithoutJob();

    SyncService.Batch done =
        whileOthers(tx -> send(tx, second), () -> world.service.requestPending(50, 100));

    assertThat(done.jobs()).hasSize(2);
    assertThat(done.sentAlready()).extracting(PurchaseOrder::id).containsExactly(second);
    assertThat(done.refused()).isEmpty();
    assertThat(statuses(first, second, third))
        .containsExactly(SyncStatus.QUEUED, SyncStatus.SYNCED, SyncStatus.QUEUED);
  }

  @Test
  void pendingOrdersAreQueuedThoughOneOfTheirBatchWasCancelledSinceTheyWereListed()
      throws Exception {
    PurchaseOrderId first = anOrderWithoutJob();
    PurchaseOrderId second = anOrderWithoutJob();

    SyncService.Batch done =
        whileOthers(
            tx -> world.orders.markCancelled(tx, second, "ann", null, 0),
            () -> world.service.requestPending(50, 100));

    assertThat(done.jobs()).hasSize(1);
    assertThat(done.refused())
        .extracting(PurchaseOrderException::getMessage)
        .containsExactly(
            "Order PO-TEST-2 is cancelled; it cannot be sent any more. Make it a draft again: lightspeed-cli"
                + " po:reopen PO-TEST-2");
    assertThat(statuses(first, second)).containsExactly(SyncStatus.QUEUED, SyncStatus.NOT_SYNCED);
    assertThat(world.queue.findUnfinished("sync_po:PO-TEST-2")).isEmpty();
  }

  @Test
  void retryingAnOrderThatIsSentAtThatMomentAnswersSentAlready() throws Exception {
    PurchaseOrderId order = anOrderWithoutJob();

    SyncService.Request request =
        whileOthers(
            tx -> send(tx, order), () -> world.service.request(order.value(), Priority.HIGH));

    assertThat(request).isInstanceOf(SyncService.Request.AlreadySent.class);
    assertThat(world.queue.findUnfinished("sync_po:" + order)).isEmpty();
  }

  @Test
  void aFailedJobIsNotQueuedAgainForAnOrderThatWasSentAtThatMoment() throws Exception {
    PurchaseOrderId order = anOrderWithoutJob();
    var job = world.job(order);
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET status = 'FAILED', finished_at = NOW(6) WHERE id = ?",
                job.value()));

    SyncService.Request request =
        whileOthers(
            tx -> send(tx, order), () -> world.service.request(order.value(), Priority.HIGH));

    assertThat(request).isInstanceOf(SyncService.Request.AlreadySent.class);
    assertThat(world.queue.findUnfinished("sync_po:" + order)).isEmpty();
  }

  @Test
  void approvingAnOrderThatIsApprovedAndSentAtThatMomentAnswersItsState() throws Exception {
    PurchaseOrderId order = anOrderWithoutJob();
    world.database.useTransaction(
        tx ->
            tx.execute("UPDATE vend_consignments SET state = 'DRAFT' WHERE id = ?", order.value()));

    var approval =
        whileOthers(
            tx -> {
              tx.execute(
                  "UPDATE vend_consignments SET state = 'APPROVED' WHERE id = ?", order.value());
              send(tx, order);
            },
            () -> world.orderService.approve(order.value(), "bob"));

    assertThat(approval).isInstanceOf(Approval.AlreadyApproved.class);
  }

  @Test
  void aDraftIsStillRefused() {
    PurchaseOrderId order = anOrderWithoutJob();
    world.database.useTransaction(
        tx ->
            tx.execute("UPDATE vend_consignments SET state = 'DRAFT' WHERE id = ?", order.value()));

    assertThatThrownBy(() -> world.service.request(order.value(), Priority.HIGH))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("is a draft");
  }

  private PurchaseOrderId anOrderWithoutJob() {
    PurchaseOrderId order = world.anApprovedOrder(1);
    world.database.useTransaction(
        tx -> {
          tx.execute("DELETE FROM queue_jobs");
          tx.execute(
              "UPDATE vend_consignments SET sync_status = 'NOT_SYNCED' WHERE id = ?",
              order.value());
        });
    return order;
  }

  private void send(Handle tx, PurchaseOrderId order) {
    world.orders.markSent(
        tx, order, "c-" + order, "SENT", 7, Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  private List<SyncStatus> statuses(PurchaseOrderId... orders) {
    return List.of(orders).stream().map(order -> world.order(order).syncStatus()).toList();
  }

  /// Starts `act` while others have done `change` without committing it, and lets them commit when
  /// the act waits for their lock.
  private <T> T whileOthers(Consumer<Handle> change, Callable<T> act) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<T> running =
          world.database.inTransaction(
              tx -> {
                change.accept(tx);
                Future<T> started = thread.submit(act);
                awaitLockWait(tx);
                return started;
              });
      return running.get(30, TimeUnit.SECONDS);
    }
  }

  private void awaitLockWait(Handle tx) {
    for (int look = 0; look < 400; look++) {
      long waiting =
          tx.select(
                  """
                  SELECT COUNT(*)
                  FROM information_schema.processlist
                  WHERE id <> CONNECTION_ID()
                    AND command = 'Query'
                    AND time_ms > 200
                    AND info LIKE '%vend_consignments%'
                  """)
              .mapTo(Long.class)
              .one();
      if (waiting > 0) {
        return;
      }
      tx.select("SELECT SLEEP(0.025)").mapTo(Long.class).one();
    }
    throw new AssertionError("Nobody ever waited for the lock.");
  }
}
