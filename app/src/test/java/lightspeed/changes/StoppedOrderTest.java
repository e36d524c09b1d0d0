package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.HalfSent;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ProductId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What a person finishes in Lightspeed, because our sending or pushing stopped in front of them,
/// is finished here too: no doubt stays for ever.
@Tag("slow")
final class StoppedOrderTest {
  private final ChangesWorld world = new ChangesWorld();

  StoppedOrderTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"DISPATCHED", "RECEIVED", "CANCELLED"})
  void staffFinishAStoppedOrderAndItsDoubtEnds(String how) throws Exception {
    PurchaseOrderId order = stopped();

    goOn(order, how);
    world.pollAndRefresh();
    lookAgain();

    assertThat(world.order(order).state()).isEqualTo(OrderState.valueOf(how));
    assertThat(halfSent()).as("orders that keep the store from being left").isEmpty();
    world.driftService.takeRemote(order.value(), "ann");
    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
  }

  @Test
  void aPushThatLapsesWithARequestInDoubtIsLookedAtAgain() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 5), world.line(1, 6));
    world.client.removeProduct(
        Caller.person(), world.consignmentId(order), new ProductId(world.product(1).id()));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1));
    JobId push = world.driftService.pushLocal(order.value(), "ann");
    assertThat(world.run(push)).isInstanceOf(RunResult.WillRetry.class);
    world.emulator.editCount(world.consignment(order), world.sku(1), BigDecimal.valueOf(99));

    assertThat(world.run(push)).isInstanceOf(RunResult.Failed.class);
    world.emulator.dispatch(world.consignment(order));
    world.pollAndRefresh();
    lookAgain();

    assertThat(halfSent()).isEmpty();
    world.driftService.takeRemote(order.value(), "ann");
    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
  }

  /// A bulk call without an answer, and lines that were changed since: a person must look.
  private PurchaseOrderId stopped() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(world.line(1, 6));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1));
    assertThat(world.send(order)).isInstanceOf(RunResult.WillRetry.class);
    world.emulator.editCount(world.consignment(order), world.sku(1), BigDecimal.valueOf(99));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    assertThat(halfSent()).hasSize(1);
    return order;
  }

  private void goOn(PurchaseOrderId order, String how) {
    String consignment = world.consignment(order);
    switch (how) {
      case "DISPATCHED" -> world.emulator.dispatch(consignment);
      case "RECEIVED" -> world.emulator.receive(consignment);
      default -> world.emulator.cancel(consignment);
    }
  }

  private void lookAgain() throws InterruptedException {
    List<Job> looks =
        world.queue.list(new JobFilter(JobStatus.PENDING, CheckSentOrder.TYPE, 100, null));
    for (Job look : looks) {
      world.run(look.id());
    }
  }

  private List<String> halfSent() {
    return world.database.read(tx -> HalfSent.find(tx, 10));
  }
}
