package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.drift.Difference;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.drift.Grade;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.Shown;
import lightspeed.xseries.ConsignmentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// World rule 10: an order may have several consignments.
final class SplitReceiptTest {
  private ChangesWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new ChangesWorld();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void theRestThatIsSplitOffAtAPartialReceiptBringsItsReceiptsBack() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10), world.line(1, 4));
    String own = world.consignment(order);
    world.emulator.receive(
        own, Map.of(world.sku(0), BigDecimal.valueOf(6), world.sku(1), new BigDecimal(4)));
    String rest = world.emulator.split(own);
    world.pollAndRefresh();

    assertThat(received(order)).containsExactly("6", "4");
    assertThat(open(order)).as("goods on their way are no difference").isEmpty();

    world.emulator.receive(rest);
    world.pollAndRefresh();

    assertThat(received(order)).containsExactly("10", "4");
    assertThat(open(order)).isEmpty();
    assertThat(world.order(order).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(world.log(order, "DRIFT")).as("nobody is told to cancel anything").isEmpty();
  }

  @Test
  void aSecondConsignmentThatStaffMadeIsTheLoudestDifference() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10));
    String second = world.emulator.duplicate(world.consignment(order));
    world.pollAndRefresh();

    assertThat(open(order))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.difference().item()).isEqualTo("second:" + second);
              assertThat(finding.difference().grade()).isEqualTo(Grade.LOUD);
            });
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.DIFFERS);
    assertThat(world.log(order, "DRIFT")).hasSize(1);

    world.emulator.cancel(second);
    world.pollAndRefresh();

    assertThat(open(order)).isEmpty();
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.SYNCED);
  }

  /// Lightspeed's list hides what was deleted, so somebody has to ask.
  @Test
  void theAlarmEndsByItselfWhenStaffDeletedTheSecondOne() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10));
    String second = world.emulator.duplicate(world.consignment(order));
    world.pollAndRefresh();
    world.emulator.delete(second);

    world.pollAndRefresh();
    assertThat(open(order)).as("it was looked at a moment ago").hasSize(1);
    anHourPasses();
    world.pollAndRefresh();

    assertThat(open(order)).isEmpty();
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.SYNCED);
    assertThat(world.log(order, "DRIFT"))
        .last(STRING)
        .contains(second)
        .contains("was deleted in Lightspeed, and nothing of it had been received");
  }

  @Test
  void aPersonWhoComparesSeesAtOnceThatTheSecondOneIsDeleted() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10));
    String second = world.emulator.duplicate(world.consignment(order));
    world.pollAndRefresh();
    world.emulator.delete(second);

    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
    assertThat(world.log(order, "DRIFT")).last(STRING).contains("was deleted");
  }

  @Test
  void theAlarmOfACancelledOrderEndsByItselfToo() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0, 10));
    world.cancelling.request(order.value(), "ann");
    String id =
        world.emulator.make(
            StaffOrder.of(
                    world.order(order).publicId(),
                    world.emulator.outlets().getFirst().id(),
                    world.emulator.suppliers().getFirst().id())
                .line(world.sku(0), 3, "1"));
    world.pollAndRefresh();
    assertThat(open(order)).hasSize(1);
    world.emulator.delete(id);

    anHourPasses();
    world.pollAndRefresh();

    assertThat(open(order)).isEmpty();
  }

  /// Goods of it are in the shop: only a person can say that this is well.
  @Test
  void whatWasReceivedOfADeletedSecondOneStaysLoud() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10));
    String second = world.emulator.duplicate(world.consignment(order));
    world.emulator.receive(second);
    world.pollAndRefresh();
    assertThat(open(order)).hasSize(1);
    world.database.useTransaction(tx -> world.register.gone(tx, new ConsignmentId(second)));

    anHourPasses();
    world.pollAndRefresh();
    world.database.useTransaction(tx -> world.changes.requestRefresh(tx, world.consignment(order)));
    world.refreshAll();

    assertThat(open(order)).hasSize(1);
  }

  @Test
  void aLateLookAtASplitOrderReportsNoDifference() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0, 10), world.line(1, 4));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    world.send(order);
    world.send(order);
    String own = world.consignment(order);
    world.emulator.receive(
        own, Map.of(world.sku(0), BigDecimal.valueOf(6), world.sku(1), new BigDecimal(4)));
    world.emulator.split(own);

    lateLooks();
    world.pollAndRefresh();
    lateLooks();
    world.pollAndRefresh();

    assertThat(world.log(order, "DRIFT")).isEmpty();
    assertThat(open(order)).isEmpty();
  }

  private void lateLooks() throws InterruptedException {
    List<Job> looks =
        world.queue.list(new JobFilter(JobStatus.PENDING, CheckSentOrder.TYPE, 10, null));
    assertThat(looks).isNotEmpty();
    for (Job look : looks) {
      world.run(look.id());
    }
  }

  private void anHourPasses() {
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET finished_at = finished_at - INTERVAL 61 MINUTE"
                    + " WHERE finished_at IS NOT NULL"));
  }

  @Test
  void takingOverADueDateLeavesTheReceiptsOfAllConsignments() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10), world.line(1, 4));
    String own = world.consignment(order);
    world.emulator.editHeader(own, "due_at", "2026-12-24T10:00:00Z");
    String rest = partlyReceived(own);
    world.emulator.receive(rest);
    world.pollAndRefresh();

    world.driftService.takeRemote(order.value(), "ann");

    assertThat(received(order)).containsExactly("10", "4");
    assertThat(ordered(order)).containsExactly("10", "4");
    assertThat(open(order)).isEmpty();
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.SYNCED);
  }

  @Test
  void anEditOfThePartLapsesADecisionAboutWhatWasShownBefore() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10), world.line(1, 4));
    String own = world.consignment(order);
    world.emulator.editHeader(own, "due_at", "2026-12-24T10:00:00Z");
    String rest = partlyReceived(own);
    Shown shown = Objects.requireNonNull(world.driftService.diff(order.value()).shown());
    world.emulator.editCount(rest, world.sku(0), new BigDecimal(50));

    assertThatThrownBy(() -> world.driftService.takeRemote(order.value(), "ann", shown))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("has changed in Lightspeed since it was shown");
    assertThat(ordered(order)).containsExactly("10", "4");
  }

  @Test
  void moreThanWasOrderedIsLoudAlsoWhenStaffRaisedAPart() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10), world.line(1, 4));
    String rest = partlyReceived(world.consignment(order));
    world.emulator.editCount(rest, world.sku(0), new BigDecimal(50));
    world.pollAndRefresh();

    assertThat(open(order))
        .extracting(Finding::difference)
        .containsExactly(Difference.loud("count:" + world.sku(0), "10", "56"));

    world.driftService.takeRemote(order.value(), "ann");

    assertThat(ordered(order)).containsExactly("56", "4");
    assertThat(received(order)).containsExactly("6", "4");
    assertThat(open(order)).isEmpty();
  }

  @Test
  void aCopyOfTheRestIsNoFurtherPart() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10), world.line(1, 4));
    String rest = partlyReceived(world.consignment(order));
    String copy = world.emulator.duplicate(rest);
    world.pollAndRefresh();

    assertThat(open(order))
        .extracting(finding -> finding.difference().item())
        .containsExactly("second:" + copy);
    assertThat(received(order)).containsExactly("6", "4");
  }

  @Test
  void aSecondConsignmentOfACancelledOrderCanBeIgnoredAndIsForgottenWhenItIsGone()
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0, 10));
    world.cancelling.request(order.value(), "ann");
    String id =
        world.emulator.make(
            StaffOrder.of(
                    world.order(order).publicId(),
                    world.emulator.outlets().getFirst().id(),
                    world.emulator.suppliers().getFirst().id())
                .line(world.sku(0), 3, "1"));
    world.pollAndRefresh();

    assertThat(world.driftService.diff(order.value()).open())
        .extracting(finding -> finding.difference().item())
        .containsExactly("second:" + id);
    assertThat(world.driftService.ignore(order.value(), "ann").open()).isEmpty();

    world.emulator.cancel(id);
    world.pollAndRefresh();

    assertThat(world.driftService.known(world.order(order))).isEmpty();
  }

  /// Six of ten arrived, and the rest is a consignment of its own.
  private String partlyReceived(String own) throws Exception {
    world.emulator.receive(
        own, Map.of(world.sku(0), BigDecimal.valueOf(6), world.sku(1), new BigDecimal(4)));
    String rest = world.emulator.split(own);
    world.pollAndRefresh();
    return rest;
  }

  private List<String> ordered(PurchaseOrderId order) {
    return world.lines(order).stream()
        .map(line -> line.quantity().stripTrailingZeros().toPlainString())
        .toList();
  }

  private List<String> received(PurchaseOrderId order) {
    return world.database.read(tx -> world.orders.lines(tx, order)).stream()
        .map(LineItem::quantityReceived)
        .map(number -> number.stripTrailingZeros().toPlainString())
        .toList();
  }

  private List<Finding> open(PurchaseOrderId order) {
    return world.database.read(tx -> world.drift.of(tx, order)).stream()
        .filter(finding -> finding.ignoredBy() == null)
        .toList();
  }
}
