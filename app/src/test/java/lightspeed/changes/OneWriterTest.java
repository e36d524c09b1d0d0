package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import lightspeed.drift.DriftService;
import lightspeed.job.JobId;
import lightspeed.job.NewJob;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.CancelService.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// One order has one writer at a time, whatever kinds of jobs want to write to it.
@Tag("slow")
final class OneWriterTest {
  private static final long TOKEN = 4711;

  private final ChangesWorld world = new ChangesWorld();

  OneWriterTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void aJobWaitsWhileAnotherWritesToItsOrderAndThenGoesOn() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    JobId cancelling = cancel(order);
    JobId writer = anotherJobWrites(order);
    int calls = world.emulator.requests().size();

    RunResult held = world.run(cancelling);
    assertThat(held)
        .isInstanceOfSatisfying(
            RunResult.Postponed.class, wait -> assertThat(wait.reason()).contains("Another job"));
    assertThat(world.emulator.requests()).hasSize(calls);

    ends(writer);
    assertThat(world.run(cancelling)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
  }

  @Test
  void aJobThatIsClaimedAgainAfterItsPauseDoesNotHoldTheOrderInBetween() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    JobId writer = anotherJobWrites(order);
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET claim_token = claim_token + 1 WHERE id = ?",
                writer.value()));

    assertThat(world.run(cancel(order))).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void theRemoteIsNotTakenWhileAJobWritesToTheOrder() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.editCount(world.consignment(order), world.sku(0), java.math.BigDecimal.TWO);
    JobId writer = anotherJobWrites(order);
    DriftService drift = world.driftService;

    assertThatThrownBy(() -> drift.takeRemote(order.value(), "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("at work");
    ends(writer);

    assertThat(drift.takeRemote(order.value(), "ann").findings()).isEmpty();
  }

  private JobId cancel(PurchaseOrderId order) {
    return ((Request.Queued) world.cancelling.request(order.value(), "ann")).job();
  }

  private JobId anotherJobWrites(PurchaseOrderId order) {
    JobId job = world.queue.enqueue(NewJob.of(PollConsignments.TYPE, "{}", null)).id();
    world.database.useTransaction(
        tx -> {
          tx.execute(
              """
              INSERT INTO queue_workers (id, host, pid, version, concurrency, lease_until)
              VALUES ('another', 'test', 1, 'test', 1, NOW(6) + INTERVAL 1 HOUR)
              """);
          tx.execute(
              """
              UPDATE queue_jobs
              SET status = 'PROCESSING', worker_id = 'another', claim_token = ?,
                started_at = NOW(6)
              WHERE id = ?
              """,
              TOKEN,
              job.value());
          tx.execute(
              "UPDATE vend_consignments SET writer_job_id = ?, writer_token = ? WHERE id = ?",
              job.value(),
              TOKEN,
              order.value());
        });
    return job;
  }

  private void ends(JobId job) {
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET status = 'COMPLETED', finished_at = NOW(6) WHERE id = ?",
                job.value()));
  }
}
