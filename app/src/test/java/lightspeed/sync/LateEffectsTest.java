package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import lightspeed.job.JobId;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.CancelService.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What lost requests do later than any waiting time is found by looks that are kept like promises.
@Tag("slow")
final class LateEffectsTest {
  /// Long after the request was given up and its settle time is over.
  private static final Duration LATE = Duration.ofSeconds(6);

  private static final String BULK = "/consignments/*/bulk";

  private final SyncWorld world = new SyncWorld();

  LateEffectsTest() throws IOException {}

  @BeforeEach
  void mirror() throws InterruptedException {
    world.pullCatalog();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void oneLookIsAnsweredWith400AndTheBulkCallLandsLate() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.LATE_APPLY).on("POST", BULK).nth(1).delay(LATE));
    world.syncToTheEnd(order);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments/*").status(400).nth(1));
    world.lookAgain();
    world.awaitApplied("POST", "/bulk", 2);

    world.lookAgain();

    world.assertExactlyOnce(order);
    assertThat(world.log(order, Operation.TAKE_BACK)).hasSize(3);
    assertThat(world.log(order, Operation.ADD_PRODUCTS))
        .first()
        .asString()
        .contains("COMPLETED", "later than the settle time");
  }

  @Test
  void theBulkCallOfAPushLandsLate() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.syncToTheEnd(order);
    world.emulator.edit(
        consignment(order), new ShopLine(world.line(2).sku(), null, null, null, true));
    world.emulator.add(Fault.of(FaultKind.LATE_APPLY).on("POST", BULK).nth(1).delay(LATE));

    assertThat(world.runToTheEnd(world.push(order))).isInstanceOf(RunResult.Completed.class);
    assertThat(world.log(order, Operation.ADD_PRODUCTS))
        .as("the journal tells what was read")
        .anyMatch(row -> row.contains("FAILED") && row.contains("not in Lightspeed"));
    world.awaitApplied("POST", "/bulk", 3);
    world.lookAgain();

    world.assertExactlyOnce(order);
    assertThat(world.log(order, Operation.TAKE_BACK)).hasSize(1);
  }

  @Test
  void aLookThatWillNeverBeMadeIsShownOnTheOrder() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", BULK).nth(1));
    world.syncToTheEnd(order);
    JobId look =
        world.queue.findUnfinished(CheckSentOrder.TYPE + ":" + order + ":1").orElseThrow().id();

    world.queue.cancel(look);

    assertThat(world.log(order, Operation.DRIFT))
        .singleElement()
        .asString()
        .contains("will not be made");
  }

  @Test
  void one404ForAHeaderWhileCancellingDoesNotCancelHereOnly() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(1);
    world.syncToTheEnd(order);
    JobId cancel = ((Request.Queued) world.cancelling.request(order.value(), "ann")).job();
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments/*").status(404).nth(1));

    RunResult first = world.run(cancel);
    assertThat(first).isInstanceOf(RunResult.WillRetry.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);

    assertThat(world.runToTheEnd(cancel)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(world.live(order).getFirst().consignment().status().name()).isEqualTo("CANCELLED");
  }

  @Test
  void aCreateThatLandsAfterTheCancellationIsDeleted() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(1);
    world.emulator.add(
        Fault.of(FaultKind.LATE_APPLY).on("POST", "/consignments").nth(1).delay(LATE));
    world.sync(order);
    JobId cancel = ((Request.Queued) world.cancelling.request(order.value(), "ann")).job();
    assertThat(world.runToTheEnd(cancel)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    world.awaitApplied("POST", "/consignments", 1);

    world.lookAgain();

    assertThat(world.live(order)).isEmpty();
  }

  private String consignment(PurchaseOrderId order) {
    return String.valueOf(world.order(order).lightspeedConsignmentId());
  }
}
