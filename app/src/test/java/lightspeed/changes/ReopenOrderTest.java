package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lightspeed.audit.TestAudit;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.Priority;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.CancelService;
import lightspeed.sync.ReferenceCheck;
import lightspeed.sync.ReopenService;
import lightspeed.sync.ReopenService.Request;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.XSeriesException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Every order that Lightspeed does not have can become a draft again. What the user saw: a typo in
/// an approved order, or a half-made consignment that staff deleted, and no way back under that
/// number.
@Tag("slow")
final class ReopenOrderTest {
  private final ChangesWorld world = new ChangesWorld();
  private final ReopenService reopening =
      new ReopenService(
          world.syncParts,
          world.queue,
          world.orderService,
          TestAudit.log(InstantSource.system()),
          new ReopenService.Surroundings(
              new ReferenceCheck(world.syncParts),
              (tx, order) -> world.drift.replace(tx, order, List.of())));

  ReopenOrderTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void aTypoInAnApprovedOrderThatWasRefusedIsCorrectedUnderItsNumber() throws Exception {
    PurchaseOrderId order =
        world.anApprovedOrder(new OrderDraft.Line("NO-SUCH", null, BigDecimal.ONE, BigDecimal.ONE));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.FAILED);

    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);

    PurchaseOrder draft = world.order(order);
    assertThat(draft.state()).isEqualTo(OrderState.DRAFT);
    assertThat(draft.syncStatus()).isEqualTo(SyncStatus.NOT_SYNCED);
    assertThat(draft.lastError()).isNull();
    assertThat(draft.approvedBy()).isNull();
    assertThat(failedJobs()).as("its failed job ends with it").isEmpty();
    assertThat(world.audited(order)).contains("order.reopen");
    assertThat(world.calls("GET", "/consignments")).as("the list is walked").isPositive();
    assertThat(sentAfterCorrecting(order)).containsExactly("OK-1 SENT");
    assertThat(world.audited(order)).contains("order.edit");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFailedJobOfAnOrderThatIsCancelledEndsWithIt(boolean isHalfMade) throws Exception {
    PurchaseOrderId order =
        isHalfMade
            ? aHalfMadeOrder()
            : world.anApprovedOrder(
                new OrderDraft.Line("NO-SUCH", null, BigDecimal.ONE, BigDecimal.ONE));
    if (!isHalfMade) {
      assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    }
    assertThat(failedJobs()).hasSize(1);

    if (world.cancelling.request(order.value(), "ann")
        instanceof CancelService.Request.Queued(var ignored, JobId job)) {
      assertThat(world.run(job)).isInstanceOf(RunResult.Completed.class);
    }

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(failedJobs()).isEmpty();
  }

  private List<Job> failedJobs() {
    return world.queue.list(new JobFilter(JobStatus.FAILED, SyncJob.TYPE, 10, null));
  }

  @Test
  void anOrderThatWaitsToBeSentIsTakenBackFirst() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));

    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);

    assertThat(world.queue.findUnfinished("sync_po:" + order)).isEmpty();
    assertThat(world.order(order).state()).isEqualTo(OrderState.DRAFT);
    assertThat(reopen(order)).isInstanceOf(Request.AlreadyDraft.class);
  }

  @Test
  void aHalfMadeConsignmentIsCancelledFirstAndApprovingMakesANewOne() throws Exception {
    PurchaseOrderId order = aHalfMadeOrder();
    String halfMade = world.consignment(order);

    JobId closing = ((Request.Closing) reopen(order)).job();
    assertThat(reopen(order)).isEqualTo(new Request.Closing(world.order(order), closing));
    assertThat(world.run(closing)).isInstanceOf(RunResult.Completed.class);
    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);

    assertThat(world.order(order).lightspeedConsignmentId()).isNull();
    assertThat(world.log(order, "REOPEN_ORDER")).singleElement().asString().contains(halfMade);
    assertThat(sentAfterCorrecting(order)).containsExactly("CANCELLED", "OK-1 SENT");
  }

  @Test
  void whatTheNextConsignmentReceivesCountsWhateverTheVersionsOfTheFormer() throws Exception {
    PurchaseOrderId order = aHalfMadeOrder();
    String product = Objects.requireNonNull(world.lines(order).getFirst().productId());
    assertThat(receive(order, product, 7, Long.MAX_VALUE)).isTrue();
    world.emulator.delete(world.consignment(order));
    world.run(((Request.Closing) reopen(order)).job());

    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);

    assertThat(world.lines(order).getFirst().quantityReceived()).isZero();
    sentAfterCorrecting(order);
    product = Objects.requireNonNull(world.lines(order).getFirst().productId());
    assertThat(receive(order, product, 2, 1)).isTrue();
  }

  private boolean receive(PurchaseOrderId order, String product, long received, long version) {
    return world.database.inTransaction(
        tx ->
            world.orders.applyReceipts(
                tx, order, Map.of(product, BigDecimal.valueOf(received)), version));
  }

  @Test
  void aHalfMadeConsignmentThatStaffDeletedIsNoDeadEnd() throws Exception {
    PurchaseOrderId order = aHalfMadeOrder();
    world.emulator.delete(world.consignment(order));

    assertThat(world.run(((Request.Closing) reopen(order)).job()))
        .isInstanceOf(RunResult.Completed.class);
    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);

    assertThat(sentAfterCorrecting(order)).containsExactly("OK-1 SENT");
  }

  @Test
  void aHalfMadeConsignmentThatStaffSentIsNotCalledBack() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(Fault.of(FaultKind.STATUS).on("PUT", "/consignments/*").nth(1).status(422));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    JobId closing = ((Request.Closing) reopen(order)).job();
    world.emulator.dispatch(world.consignment(order));

    assertThat(world.run(closing)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.APPROVED);
    assertThat(there(order)).noneMatch(one -> one.contains("CANCELLED"));
    assertThat(world.queue.find(closing).orElseThrow().errorMessage())
        .contains("cannot become a draft")
        .contains("sync:retry " + order);
  }

  @Test
  void anOrderThatWasCancelledBeforeItWasSentComesBack() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.cancelling.request(order.value(), "ann");
    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);

    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.DRAFT);
  }

  @Test
  void anOrderInLightspeedIsRefusedWithWhatToDoInstead() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);

    assertThatThrownBy(() -> reopen(order))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("is in Lightspeed (SENT)")
        .hasMessageContaining("sync:diff " + order + " --take-remote");

    world.run(
        ((CancelService.Request.Queued) world.cancelling.request(order.value(), "ann")).job());
    assertThatThrownBy(() -> reopen(order))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("new number");
  }

  @Test
  void anOrderThatMayBeInLightspeedIsCancelledFirstAndThenReopened() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    assertThat(world.send(order)).isInstanceOf(RunResult.WillRetry.class);

    assertThatThrownBy(() -> reopen(order))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("may be in Lightspeed")
        .hasMessageContaining("po:cancel " + order);
    assertThat(world.queue.findUnfinished("sync_po:" + order)).isPresent();

    world.run(
        ((CancelService.Request.Queued) world.cancelling.request(order.value(), "ann")).job());
    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);
    assertThat(sentAfterCorrecting(order)).containsExactly("CANCELLED", "OK-1 SENT");
  }

  @Test
  void anOrderThatAWorkerIsSendingIsRefused() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.database.useTransaction(
        tx -> tx.execute("UPDATE queue_jobs SET status = 'PROCESSING', worker_id = 'w'"));

    assertThatThrownBy(() -> reopen(order))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("is being worked on by job_");
  }

  @Test
  void aCancellationThatWaitsIsNotOvertaken() throws Exception {
    PurchaseOrderId order = aHalfMadeOrder();
    var cancel = (CancelService.Request.Queued) world.cancelling.request(order.value(), "ann");

    assertThatThrownBy(() -> reopen(order))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining(cancel.job().toString());
    assertThat(world.queue.find(cancel.job()).orElseThrow().status()).isEqualTo(JobStatus.PENDING);
  }

  @Test
  void aConsignmentOfOursThatIsStillThereKeepsACancelledOrderAsItIs() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.cancelling.request(order.value(), "ann");
    Consignment made = world.client.createConsignment(Caller.person(), withNumberOf(order));
    world.database.useTransaction(tx -> world.register.noteMade(tx, made));

    assertThatThrownBy(() -> reopen(order))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("we made consignment " + made.id() + " (OPEN)")
        .hasMessageEndingWith("Cancel that consignment in Lightspeed, then reopen the order.");
    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(world.log(order, "REOPEN_ORDER")).isEmpty();

    world.client.updateConsignment(
        Caller.person(), made.id(), made.asDraft().withStatus(Consignment.CANCELLED));
    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);
  }

  @Test
  void anOrderWhoseNumberOthersTookIsNoDeadEnd() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.client.createConsignment(Caller.person(), withNumberOf(order));
    world.client.createConsignment(Caller.person(), withNumberOf(order));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(reopen(order)).isInstanceOf(Request.Reopened.class);
  }

  @Test
  void whileTheListCannotBeReadToItsEndNothingBecomesADraft() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.cancelling.request(order.value(), "ann");
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments").status(503));

    assertThatThrownBy(() -> reopen(order)).isInstanceOf(XSeriesException.Unavailable.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
  }

  @Test
  void anOrderThatCannotBeReopenedJustNowStaysInTheQueue() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/consignments").status(503));

    assertThatThrownBy(() -> reopen(order)).isInstanceOf(XSeriesException.Unavailable.class);

    assertThat(world.queue.findUnfinished("sync_po:" + order)).isPresent();
    assertThat(world.order(order).state()).isEqualTo(OrderState.APPROVED);
  }

  @Test
  void whatAnOrderDifferedInDoesNotCountForADraft() throws Exception {
    PurchaseOrderId order = aHalfMadeOrder();
    world.database.useTransaction(
        tx ->
            tx.execute(
                "INSERT INTO lightspeed_drift (consignment_id, item, here, there)"
                    + " VALUES (?, 'status', 'APPROVED', NULL)",
                order.value()));

    world.run(((Request.Closing) reopen(order)).job());
    reopen(order);

    List<Finding> left = world.database.read(tx -> world.drift.of(tx, order));
    assertThat(left).isEmpty();
  }

  /// Approved; its consignment is OPEN there and has no lines, because these were refused.
  private PurchaseOrderId aHalfMadeOrder() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1).status(422));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    assertThat(there(order)).containsExactly("OPEN");
    return order;
  }

  private Request reopen(PurchaseOrderId order) throws InterruptedException {
    return reopening.reopen(order.value(), "ann");
  }

  private ConsignmentDraft withNumberOf(PurchaseOrderId order) {
    return ConsignmentDraft.openOrder(
            world.emulator.outlets().getFirst().id(),
            world.emulator.suppliers().getLast().id(),
            "by hand")
        .withReference(order.value());
  }

  /// Writes one line with another product, approves and sends; what stands in Lightspeed under the
  /// number then.
  private List<String> sentAfterCorrecting(PurchaseOrderId order) throws InterruptedException {
    PurchaseOrder now = world.order(order);
    OrderDraft corrected =
        new OrderDraft(now.supplier(), now.outlet(), null, null, null, List.of(world.line(3, 7)));
    world.orderService.replace(order.value(), corrected, null, "ann");
    world.orderService.approve(order.value(), "boss");
    world.sync.request(order.value(), Priority.HIGH);
    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(world.lines(order)).extracting(LineItem::sku).containsExactly(world.sku(3));
    return there(order);
  }

  /// The consignments with the order's number, the older first: `OK-1` for exactly the corrected
  /// line, and the status.
  private List<String> there(PurchaseOrderId order) {
    List<String> found = new ArrayList<>();
    for (var one : world.emulator.consignments(order.value())) {
      if (one.consignment().deletedAt() != null) {
        continue;
      }
      boolean isCorrected =
          one.lines().size() == 1
              && Objects.requireNonNull(one.lines().getFirst().count()).intValue() == 7;
      found.add((isCorrected ? "OK-1 " : "") + one.consignment().status().name());
    }
    return found;
  }
}
