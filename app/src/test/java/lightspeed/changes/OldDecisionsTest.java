package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.NewJob;
import lightspeed.job.RetriedAll;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.CancelService.Request;
import lightspeed.sync.LapsedJobs;
import lightspeed.sync.PushOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What a person decided belongs to the moment when it was decided. What the user saw:
/// `queue:retry-all` carried out a cancellation that had been refused long ago.
final class OldDecisionsTest {
  private final ChangesWorld world = new ChangesWorld();

  OldDecisionsTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void retryingAllDoesNotCarryOutACancellationThatWasRefusedLongAgo() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    JobId cancel = ((Request.Queued) world.cancelling.request(order.value(), "ann")).job();
    refuse("PUT", "/consignments/*");
    assertThat(world.run(cancel)).isInstanceOf(RunResult.Failed.class);

    RetriedAll done = world.queue.retryAll(null, null);

    assertThat(done.retried()).isEmpty();
    assertThat(done.decisions()).containsExactly(cancel);
    assertThat(world.queue.find(cancel).orElseThrow().status()).isEqualTo(JobStatus.FAILED);
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
  }

  @Test
  void retryingAllDoesNotPushOverWhatStaffDidSinceTheRefusal() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.editCount(world.consignment(order), world.sku(0), BigDecimal.valueOf(50));
    JobId push = world.driftService.pushLocal(order.value(), "ann");
    refuse("PUT", "/consignments/*/products/*");
    assertThat(world.run(push)).isInstanceOf(RunResult.Failed.class);

    RetriedAll done = world.queue.retryAll(PushOrder.TYPE, null);

    assertThat(done.retried()).isEmpty();
    assertThat(done.decisions()).containsExactly(push);
  }

  @Test
  void retryingAllStillSendsOrdersThatFailed() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    refuse("POST", "/consignments");
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.queue.retryAll(null, null).retried()).hasSize(1);
  }

  @Test
  void allDecisionsLapseHoweverManyThereAre() {
    int many = 2_001;
    world.database.useTransaction(
        tx -> {
          for (int i = 0; i < many; i++) {
            world.queue.enqueue(tx, NewJob.of(PushOrder.TYPE, "{}", "push-" + i));
          }
        });

    world.database.useTransaction(
        tx -> new LapsedJobs(world.queue).decisions(tx, "The database went back."));

    assertThat(world.queue.list(new JobFilter(JobStatus.PENDING, PushOrder.TYPE, many, null)))
        .isEmpty();
  }

  private void refuse(String method, String path) {
    world.emulator.add(Fault.of(FaultKind.STATUS).on(method, path).nth(1).status(422));
  }
}
