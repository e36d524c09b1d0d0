package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import lightspeed.job.JobFilter;
import lightspeed.job.JobStatus;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.register.RegisteredConsignment;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.RefreshJob;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

@Tag("slow")
final class PollConsignmentsTest {
  private final ChangesWorld world = new ChangesWorld();

  PollConsignmentsTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void withoutAnOrderInLightspeedAPollStillLearnsWhichNumbersAreTaken() throws Exception {
    foreign("BY-HAND-1");

    assertThat(world.poll()).isInstanceOf(RunResult.Completed.class);

    List<RegisteredConsignment> known =
        world.database.read(tx -> world.register.withReference(tx, "by-hand-1"));
    assertThat(known).hasSize(1);
  }

  @Test
  void aPollThatFindsNothingCostsOneCallAndReadsNoConsignment() throws Exception {
    PurchaseOrderId order = world.aSentOrder(2);
    world.poll();
    // What was seen two minutes ago is not asked for again.
    world.database.useTransaction(
        tx -> tx.execute("UPDATE lightspeed_references SET seen_at = NOW(6) - INTERVAL 3 MINUTE"));
    long before = world.emulator.requests().size();

    world.poll();

    assertThat(world.emulator.requests()).hasSize((int) before + 1);
    assertThat(world.waiting()).isEmpty();
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
  }

  @Test
  void anOrderThatIsBeingSentIsNotReadBeforeThatHasEnded() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE vend_consignments SET sync_status = 'SYNCING' WHERE id = ?",
                order.value()));
    int before = world.emulator.requests().size();

    assertThat(world.delivery(world.consignment(order))).isInstanceOf(RunResult.Postponed.class);

    assertThat(world.emulator.requests()).as("the sender waits for its calls").hasSize(before);
  }

  @Test
  void dispatchReceiptAndOverDeliveryComeBack() throws Exception {
    PurchaseOrderId order = world.aSentOrder(3);
    String id = world.consignment(order);

    world.emulator.dispatch(id);
    world.pollAndRefresh();
    assertThat(world.order(order).state()).isEqualTo(OrderState.DISPATCHED);

    world.emulator.receive(
        id,
        Map.of(
            world.sku(0), BigDecimal.valueOf(5),
            world.sku(1), BigDecimal.valueOf(2),
            world.sku(2), BigDecimal.valueOf(9)));
    world.pollAndRefresh();
    assertThat(world.order(order).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(world.order(order).lightspeedStatus()).isEqualTo("RECEIVED");
    assertThat(world.received(order)).isEqualTo("5 2 9");
    assertThat(world.lines(order).get(1).quantityOpen()).isEqualByComparingTo("4");
    assertThat(world.lines(order).get(2).quantityOver()).isEqualByComparingTo("2");
    assertThat(world.log(order, "RECEIPT_APPLIED")).hasSize(1);
  }

  @Test
  void aCancellationComesBack() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);

    world.emulator.cancel(world.consignment(order));
    world.pollAndRefresh();

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
  }

  @Test
  void aStepBackwardsIsFollowedAndFlagged() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.receive(world.consignment(order));
    world.pollAndRefresh();

    world.emulator.revert(world.consignment(order));
    world.pollAndRefresh();

    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(world.log(order, "STATUS_CHANGED"))
        .last()
        .isEqualTo("Lightspeed went back from RECEIVED to SENT");
  }

  @Test
  void changesOfManyOrdersAreReadPageByPageToTheEnd() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    for (int n = 0; n < 205; n++) {
      foreign("FOREIGN-" + n);
    }
    world.emulator.dispatch(world.consignment(order));

    world.pollAndRefresh();

    assertThat(world.order(order).state()).isEqualTo(OrderState.DISPATCHED);
    assertThat(world.calls("GET", "/consignments")).isEqualTo(3);
  }

  @Test
  void aConsignmentThatIsNotOursIsPassedOver() throws Exception {
    world.aSentOrder(1);
    String foreign = foreign("BY-HAND").id().value();

    world.poll();

    assertThat(world.waiting()).isEmpty();
    assertThat(world.delivery(foreign)).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aPollWhoseAnswerWasLostLosesNoChange() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.dispatch(world.consignment(order));
    world.emulator.add(Fault.of(FaultKind.TRUNCATED).on("GET", "/consignments").nth(1));

    assertThat(world.poll()).isInstanceOf(RunResult.WillRetry.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    world.pollAndRefresh();

    assertThat(world.order(order).state()).isEqualTo(OrderState.DISPATCHED);
  }

  @Test
  void aCursorThatALieMovedTooFarStepsBackAfterTheNextOrder() throws Exception {
    PurchaseOrderId first = world.aSentOrder(1);
    world.poll();
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE lightspeed_register SET position = ?, settled = ?",
                8_000_000_000_000_000L,
                8_000_000_000_000_000L));
    world.emulator.dispatch(world.consignment(first));
    world.pollAndRefresh();
    assertThat(world.order(first).state()).isEqualTo(OrderState.SENT);

    world.aSentOrder(1);
    world.emulator.receive(world.consignment(first));
    world.pollAndRefresh();

    assertThat(world.order(first).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(world.database.read(world.register::state).settled()).isLessThan(8_000_000_000_000L);
  }

  @Test
  void anOrderThatIsStillBeingSentIsLeftToItsSending() throws Exception {
    PurchaseOrderId earlier = world.aSentOrder(1);
    PurchaseOrderId order = world.anApprovedOrder(world.line(1));
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1));
    assertThat(world.send(order)).isInstanceOf(RunResult.WillRetry.class);

    world.poll();

    assertThat(world.waiting()).isEmpty();
    assertThat(world.order(order).state()).isEqualTo(OrderState.APPROVED);
    assertThat(world.order(earlier).state()).isEqualTo(OrderState.SENT);
  }

  @Test
  void whatStaffCancelBeforeItWasSentIsCancelled() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(1));
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1));
    world.send(order);

    world.emulator.cancel(world.consignment(order));
    world.pollAndRefresh();

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.NOT_SYNCED);
    assertThat(world.send(order)).isInstanceOf(RunResult.Cancelled.class);
  }

  @Test
  void aSecondConsignmentWithOurReferenceIsReportedWhenWeDidNotMakeIt() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    foreign(order.value());

    world.pollAndRefresh();

    assertThat(world.log(order, "DRIFT")).hasSize(1).first().asString().contains("not made here");
  }

  @Test
  void aSecondConsignmentThatAnUnansweredCreateOfOursMadeIsLookedIntoAtOnce() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    world.send(order);
    world.send(order);
    world
        .queue
        .list(new JobFilter(JobStatus.PENDING, CheckSentOrder.TYPE, 10, null))
        .forEach(job -> world.queue.cancel(job.id()));
    foreign(order.value());

    world.poll();
    try (var worker = world.newWorker(2)) {
      worker.drain();
    }

    assertThat(world.emulator.consignments(order.value()))
        .filteredOn(one -> one.consignment().deletedAt() == null)
        .hasSize(1);
  }

  @Test
  void aRequestThatMeetsARunningRefreshIsNotSwallowedByIt() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    requestRefresh(order);
    requestRefresh(order);
    assertThat(world.waiting()).hasSize(1);
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET status = 'PROCESSING' WHERE job_type = ?",
                RefreshJob.TYPE.name()));

    requestRefresh(order);
    requestRefresh(order);

    assertThat(world.waiting()).hasSize(1);
  }

  @Test
  void aReadingWithoutAnAnswerIsNeverGivenUp() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.dispatch(world.consignment(order));
    world.poll();
    world.emulator.add(Fault.of(FaultKind.RESET_BEFORE).on("GET", "/consignments/*"));

    for (int run = 0; run < 10; run++) {
      assertThat(world.run(world.waiting().getFirst().id()))
          .isInstanceOf(RunResult.Postponed.class);
    }
    world.emulator.clearFaults();
    world.refreshAll();

    assertThat(world.order(order).state()).isEqualTo(OrderState.DISPATCHED);
  }

  private void requestRefresh(PurchaseOrderId order) {
    world.database.useTransaction(tx -> world.changes.requestRefresh(tx, world.consignment(order)));
  }

  private Consignment foreign(String reference) throws InterruptedException {
    return world.client.createConsignment(
        Caller.person(),
        ConsignmentDraft.openOrder(
                world.emulator.outlets().getFirst().id(),
                world.emulator.suppliers().getFirst().id(),
                "by hand")
            .withReference(reference));
  }
}
