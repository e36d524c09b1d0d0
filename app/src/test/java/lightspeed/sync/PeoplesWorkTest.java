package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import lightspeed.job.JobId;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// What people did in Lightspeed while an order was on its way there is neither undone nor sent on
/// unseen.
@Tag("slow")
final class PeoplesWorkTest {
  private static final BigDecimal FIFTY = BigDecimal.valueOf(50);

  private final SyncWorld world = new SyncWorld();

  PeoplesWorkTest() throws IOException {}

  @BeforeEach
  void mirror() throws InterruptedException {
    world.pullCatalog();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void sendRefusedThenStaffSetFiveToFiftyAndTheRetrySendsNothing() throws InterruptedException {
    PurchaseOrderId order = refusedWhenSent(5);
    world.emulator.editCount(consignment(order), world.line(4).sku(), FIFTY);
    long writes = writes();

    RunResult result = world.syncToTheEnd(order);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).lastError())
        .contains(world.line(4).sku() + " has 50", "instead of 5", "--push-local", "sync:retry");
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.FAILED);
    assertThat(world.countThere(order, 4)).isEqualByComparingTo(FIFTY);
    assertThat(statusThere(order)).isEqualTo("OPEN");
    assertThat(writes()).isEqualTo(writes);

    world.emulator.editCount(consignment(order), world.line(4).sku(), BigDecimal.valueOf(5));

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void aPersonMayHaveItMadeWhatTheOrderSaysInstead() throws InterruptedException {
    PurchaseOrderId order = refusedWhenSent(5);
    world.emulator.editCount(consignment(order), world.line(4).sku(), FIFTY);
    world.syncToTheEnd(order);

    assertThat(world.runToTheEnd(world.push(order))).isInstanceOf(RunResult.Completed.class);

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void sendRefusedAfter500Of600LinesAndTheRetryAddsTheRest() throws InterruptedException {
    PurchaseOrderId order = refusedAfter500Lines();

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Completed.class);

    world.assertExactlyOnce(order);
    assertThat(world.live(order).getFirst().lines()).hasSize(600);
  }

  @Test
  void sendRefusedAfter500Of600LinesAndStaffTookOneOffAndTheRetryDoesNotPutItBack()
      throws InterruptedException {
    PurchaseOrderId order = refusedAfter500Lines();
    world.emulator.edit(
        consignment(order), new ShopLine(world.line(3).sku(), null, null, null, true));

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.order(order).lastError()).contains(world.line(3).sku() + " is not there");
    assertThat(world.live(order).getFirst().lines()).hasSize(499);
  }

  @Test
  void staffAddALineBeforeTheRetryAndItIsNotSentOnUnseen() throws InterruptedException {
    PurchaseOrderId order = refusedWhenSent(5);
    world.emulator.edit(
        consignment(order),
        new ShopLine(world.line(9).sku(), BigDecimal.TWO, null, BigDecimal.ONE, false));

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.order(order).lastError())
        .contains(world.line(9).sku() + " is not in the order");
    assertThat(statusThere(order)).isEqualTo("OPEN");
  }

  @Test
  void staffChangeACostBeforeTheRetryAndItIsNotSentOnUnseen() throws InterruptedException {
    PurchaseOrderId order = refusedWhenSent(5);
    world.emulator.edit(
        consignment(order),
        new ShopLine(world.line(2).sku(), null, null, new BigDecimal("99.5"), false));

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.order(order).lastError()).contains("at 99.5");
  }

  @Test
  void staffPutAnotherSupplierIntoTheHeaderAndItIsNotSentOnUnseen() throws InterruptedException {
    PurchaseOrderId order = refusedWhenSent(2);
    String another = world.emulator.suppliers().getLast().id();
    world.changeSupplier(order, another);

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.order(order).lastError()).contains("supplier " + another);
    assertThat(statusThere(order)).isEqualTo("OPEN");
  }

  @Test
  void lostAnswerReadBackAsDoneThenStaffRaiseFiveToEightAndItStaysEight()
      throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(5);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1));
    world.syncToTheEnd(order);
    world.assertExactlyOnce(order);
    world.emulator.editCount(consignment(order), world.line(4).sku(), BigDecimal.valueOf(8));

    world.lookAgain();

    assertThat(world.countThere(order, 4)).isEqualByComparingTo("8");
    assertThat(world.log(order, Operation.DRIFT))
        .singleElement()
        .asString()
        .contains(world.line(4).sku() + " has 8");
    assertThat(world.log(order, Operation.TAKE_BACK)).isEmpty();
  }

  @Test
  void aLineThatStaffRemoveAfterALostAnswerIsNotPutBack() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1));
    world.sync(order);
    world.emulator.edit(
        consignment(order), new ShopLine(world.line(1).sku(), null, null, null, true));

    assertThat(world.syncToTheEnd(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.order(order).lastError()).contains(world.line(1).sku() + " is not there");
    assertThat(world.live(order).getFirst().lines()).hasSize(2);
    assertThat(statusThere(order)).isEqualTo("OPEN");
  }

  @Test
  void aRaiseByExactlyWhatWasReadBackAsDoneIsAPersonsToo() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(5);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1));
    world.syncToTheEnd(order);
    world.emulator.editCount(consignment(order), world.line(4).sku(), BigDecimal.TEN);

    world.lookAgain();

    assertThat(world.countThere(order, 4)).isEqualByComparingTo("10");
  }

  @Test
  void aPushLapsesWhenSomebodyChangedTheConsignmentSinceItWasDecided() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(5);
    world.syncToTheEnd(order);
    world.emulator.editCount(consignment(order), world.line(4).sku(), BigDecimal.TWO);
    JobId push = world.push(order);
    world.emulator.editCount(consignment(order), world.line(3).sku(), FIFTY);
    long writes = writes();

    RunResult result = world.runToTheEnd(push);

    assertThat(result)
        .isInstanceOfSatisfying(
            RunResult.Failed.class, failed -> assertThat(failed.reason()).contains("given up"));
    assertThat(writes()).isEqualTo(writes);
    assertThat(world.countThere(order, 3)).isEqualByComparingTo(FIFTY);
  }

  @Test
  void aPushThatIsTriedAgainDoesNotLapseByItsOwnWork() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(5);
    world.syncToTheEnd(order);
    world.emulator.editCount(consignment(order), world.line(4).sku(), BigDecimal.TWO);
    world.emulator.editCount(consignment(order), world.line(3).sku(), FIFTY);
    world.emulator.add(
        Fault.of(FaultKind.LOST_ANSWER).on("PUT", "/consignments/*/products/*").nth(2));

    assertThat(world.runToTheEnd(world.push(order))).isInstanceOf(RunResult.Completed.class);

    world.assertExactlyOnce(order);
  }

  @Test
  void aPushThatIsTriedAgainLapsesByAnothersWork() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(5);
    world.syncToTheEnd(order);
    world.emulator.editCount(consignment(order), world.line(4).sku(), BigDecimal.TWO);
    world.emulator.add(
        Fault.of(FaultKind.LOST_ANSWER).on("PUT", "/consignments/*/products/*").nth(1));
    JobId push = world.push(order);
    world.run(push);
    world.emulator.editCount(consignment(order), world.line(0).sku(), FIFTY);

    assertThat(world.runToTheEnd(push)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.countThere(order, 0)).isEqualByComparingTo(FIFTY);
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
  }

  private PurchaseOrderId refusedWhenSent(int lines) throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(lines);
    refuse("PUT", "/consignments/*", 1);
    assertThat(world.sync(order)).isInstanceOf(RunResult.Failed.class);
    return order;
  }

  private PurchaseOrderId refusedAfter500Lines() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(600);
    refuse("POST", "/consignments/*/bulk", 2);
    assertThat(world.sync(order)).isInstanceOf(RunResult.Failed.class);
    assertThat(world.live(order).getFirst().lines()).hasSize(500);
    return order;
  }

  private void refuse(String method, String path, int nth) {
    world.emulator.add(Fault.of(FaultKind.STATUS).on(method, path).status(422).nth(nth));
  }

  private String consignment(PurchaseOrderId order) {
    return String.valueOf(world.order(order).lightspeedConsignmentId());
  }

  private String statusThere(PurchaseOrderId order) {
    return world.live(order).getFirst().consignment().status().name();
  }

  private long writes() {
    return world.emulator.requests().stream().filter(one -> !one.method().equals("GET")).count();
  }
}
