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
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobStatus;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.purchaseorder.Approval;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.AdoptService;
import lightspeed.sync.BesideService;
import lightspeed.sync.CancelService;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.Differing;
import lightspeed.sync.ReferenceCheck;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SyncPlan;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentLine;
import lightspeed.xseries.ProductId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Orders whose numbers Lightspeed has already. What the users saw: doubled orders, lines added to
/// what a buyer had typed in, and no word of it beforehand. Every door that the message names is
/// gone through.
@Tag("slow")
final class TakenNumberTest {
  private final ChangesWorld world = new ChangesWorld();
  private final AdoptService adopting =
      new AdoptService(
          world.syncParts,
          world.queue,
          world.orderService,
          world.sync,
          TestAudit.log(InstantSource.system()),
          world.changes::apply);
  private final BesideService beside =
      new BesideService(
          world.syncParts,
          world.queue,
          world.orderService,
          world.sync,
          TestAudit.log(InstantSource.system()));

  private final ReopenService reopening =
      new ReopenService(
          world.syncParts,
          world.queue,
          world.orderService,
          TestAudit.log(InstantSource.system()),
          new ReopenService.Surroundings(
              new ReferenceCheck(world.syncParts),
              (tx, order) -> world.drift.replace(tx, order, List.of())));

  TakenNumberTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  // ---- judging ----

  @Test
  void anOrderThatTheOldToolHadSentIsLinkedAndNotDoubled() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment old = keyed(order.value(), "SENT", world.line(0), world.line(1));
    SyncPlan plan = world.sync.plan(order.value());
    assertThat(plan.reference()).isEqualTo(SyncPlan.Reference.LINKABLE);
    assertThat(plan.calls()).isEmpty();

    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);

    assertThat(world.consignment(order)).isEqualTo(old.id().value());
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(world.emulator.consignments(order.value())).hasSize(1);
    assertThat(world.log(order, "LINK_CONSIGNMENT")).singleElement().asString().contains("SENT");
  }

  /// What was seen: numbering begins anew each year, and a standing order got the receipt of the
  /// year before for its own; its goods were never ordered.
  @Test
  void whatWasReceivedBeforeTheOrderWasWrittenIsNotLinkedUnlessAPersonSaysSo() throws Exception {
    List<PurchaseOrderId> again = new ArrayList<>();
    for (String number : List.of("STANDING-1", "STANDING-2")) {
      Consignment old = keyed(number, "SENT", world.line(0), world.line(1));
      world.emulator.receive(old.id().value());
      world.pollAndRefresh();
      PurchaseOrderId order = world.aDraftCalled(number, world.line(0), world.line(1));
      world.orderService.approve(order.value(), "ann");
      assertThat(world.sync.plan(number).reference()).isEqualTo(SyncPlan.Reference.TAKEN);
      assertThat(world.send(order))
          .isInstanceOfSatisfying(
              RunResult.Failed.class,
              failed ->
                  assertThat(failed.reason())
                      .contains("before this order was written; nothing was sent.")
                      .contains("po:adopt " + number + " --consignment=" + old.id())
                      .contains("sync:diff " + number + " --send-beside"));
      again.add(order);
    }

    beside.send(beside.look("STANDING-1"), "ann");
    assertThat(world.send(again.getFirst())).isInstanceOf(RunResult.Completed.class);
    assertThat(there(again.getFirst())).containsExactlyInAnyOrder("RECEIVED 2", "SENT 2");

    AdoptService.Exact adopted = adopting.adoptExact("ann");
    assertThat(adopted.left()).isEmpty();
    assertThat(world.order(again.getLast()).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(there(again.getLast())).containsExactly("RECEIVED 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPEN", "SENT"})
  void anOrderWhoseNumberDiffersInCaseFromAnotherIsNotLinkedToThatOnesConsignment(String status)
      throws Exception {
    PurchaseOrderId first = world.aDraftCalled("Spring-7", world.line(0));
    world.orderService.approve(first.value(), "ann");
    if (status.equals("OPEN")) {
      world.emulator.add(
          Fault.of(FaultKind.STATUS).on("PUT", "/consignments/*").nth(1).status(422));
    }
    world.send(first);
    PurchaseOrderId second = world.aDraftCalled("SPRING-7", world.line(0));
    world.orderService.approve(second.value(), "ann");

    assertThat(world.send(second))
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("which belongs to order Spring-7; nothing was sent.")
                    .contains("sync:diff SPRING-7 --send-beside")
                    .doesNotContain("po:adopt"));
    beside.send(beside.look("SPRING-7"), "ann");
    assertThat(world.send(second)).isInstanceOf(RunResult.Completed.class);
    world.pollAndRefresh();

    assertThat(world.driftService.known(world.order(first))).as("hers").isEmpty();
    assertThat(world.driftService.known(world.order(second))).isEmpty();
    assertThat(world.changes.unjudged()).isEmpty();
    assertThat(world.testDatabase.texts("SELECT consignment_id FROM installation_twins")).isEmpty();
  }

  /// What was seen: the half-made consignment of the other order was cancelled in Lightspeed as
  /// what a lost create had made.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatALostCreateMayHaveMadeIsNeverAnotherOrders(boolean isCancelled) throws Exception {
    PurchaseOrderId lost = world.aDraftCalled("Spring-7", world.line(0));
    world.orderService.approve(lost.value(), "ann");
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").nth(1).status(503));
    assertThat(world.send(lost)).isNotInstanceOf(RunResult.Completed.class);
    PurchaseOrderId other = world.aDraftCalled("SPRING-7", world.line(0, 2));
    world.orderService.approve(other.value(), "ann");
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1).status(422));
    assertThat(world.send(other)).isInstanceOf(RunResult.Failed.class);

    if (isCancelled) {
      var cancel = (CancelService.Request.Queued) world.cancelling.request(lost.value(), "ann");
      assertThat(world.run(cancel.job())).isInstanceOf(RunResult.Completed.class);
      assertThat(world.order(lost).state()).isEqualTo(OrderState.CANCELLED);
    } else {
      assertThat(sendAgain(lost)).isInstanceOf(RunResult.Failed.class);
    }

    assertThat(there(other)).as("untouched").containsExactly("OPEN 0");
    world.sync.retry(other.value());
    assertThat(world.send(other)).isInstanceOf(RunResult.Completed.class);
    assertThat(there(other)).containsExactly("SENT 1");
  }

  /// What was seen: the later look after a lost create deleted it in Lightspeed.
  @Test
  void aLaterLookDeletesNoConsignmentOfAnotherOrder() throws Exception {
    PurchaseOrderId lost = world.aDraftCalled("Spring-7", world.line(0));
    world.orderService.approve(lost.value(), "ann");
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").nth(1).status(503));
    assertThat(sendAgain(lost)).isInstanceOf(RunResult.Completed.class);
    PurchaseOrderId other = aHalfMadeOneBeside(lost, "SPRING-7");

    for (Job look :
        world.queue.list(new JobFilter(JobStatus.PENDING, CheckSentOrder.TYPE, 10, null))) {
      world.run(look.id());
    }

    assertThat(there(other)).containsExactly("OPEN 0");
  }

  /// What was seen: what came for the other order was counted as received for this one.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsReceivedForAnotherOrderIsNoPartOfThisOne(boolean isRenamed) throws Exception {
    PurchaseOrderId order = world.aDraftCalled("Spring-7", world.line(0, 6));
    world.orderService.approve(order.value(), "ann");
    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    PurchaseOrderId other =
        world.aDraftCalled(isRenamed ? "Autumn-1" : "SPRING-7", world.line(0, 2));
    world.orderService.approve(other.value(), "ann");
    if (!isRenamed) {
      assertThat(world.send(other)).isInstanceOf(RunResult.Failed.class);
      beside.send(beside.look(other.value()), "ann");
    }
    assertThat(world.send(other)).isInstanceOf(RunResult.Completed.class);
    ConsignmentId its = new ConsignmentId(world.consignment(other));
    if (isRenamed) {
      Consignment header = world.client.consignment(Caller.person(), its);
      world.client.updateConsignment(
          Caller.person(), its, header.asDraft().withReference("Spring-7"));
    }
    world.emulator.receive(world.consignment(order), Map.of(world.sku(0), BigDecimal.valueOf(4)));
    world.emulator.receive(its.value());

    world.pollAndRefresh();
    world.pollAndRefresh();

    assertThat(world.lines(order))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.quantityReceived()).isEqualByComparingTo(BigDecimal.valueOf(4)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHalfMadeOrderWhoseConsignmentStaffDeletedNamesTheWayBack(boolean isInDoubt)
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(
        isInDoubt
            ? Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(1)
            : Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1).status(422));
    assertThat(world.send(order)).isNotInstanceOf(RunResult.Completed.class);
    world.emulator.delete(world.consignment(order));
    world.sync.retry(order.value());

    assertThat(sendAgain(order))
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("was deleted in Lightspeed")
                    .contains("po:reopen " + order));

    if (isInDoubt) {
      if (world.cancelling.request(order.value(), "ann")
          instanceof CancelService.Request.Queued queued) {
        world.run(queued.job());
      }
    } else {
      world.run(((ReopenService.Request.Closing) reopening.reopen(order.value(), "ann")).job());
    }
    assertThat(reopening.reopen(order.value(), "ann"))
        .isInstanceOf(ReopenService.Request.Reopened.class);
    world.orderService.approve(order.value(), "ann");
    assertThat(sendAgain(order)).isInstanceOf(RunResult.Completed.class);
    assertThat(there(order)).contains("SENT 1");
  }

  private PurchaseOrderId aHalfMadeOneBeside(PurchaseOrderId order, String number)
      throws InterruptedException {
    PurchaseOrderId other = world.aDraftCalled(number, world.line(0, 2));
    world.orderService.approve(other.value(), "ann");
    assertThat(world.send(other)).as("beside " + order).isInstanceOf(RunResult.Failed.class);
    beside.send(beside.look(other.value()), "ann");
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1).status(422));
    assertThat(world.send(other)).isInstanceOf(RunResult.Failed.class);
    return other;
  }

  /// Their announcements did not see each other.
  @Test
  void whatWasCalledASecondConsignmentIsNoneOnceItIsAnotherOrders() throws Exception {
    PurchaseOrderId first = world.aDraftCalled("Spring-7", world.line(0));
    world.orderService.approve(first.value(), "ann");
    assertThat(world.send(first)).isInstanceOf(RunResult.Completed.class);
    PurchaseOrderId second = world.aDraftCalled("SPRING-7", world.line(0));
    world.orderService.approve(second.value(), "ann");
    assertThat(world.send(second)).isInstanceOf(RunResult.Failed.class);
    beside.send(beside.look("SPRING-7"), "ann");
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    assertThat(world.send(second)).isNotInstanceOf(RunResult.Completed.class);
    world.pollAndRefresh();

    assertThat(sendAgain(second)).isInstanceOf(RunResult.Completed.class);
    world.pollAndRefresh();
    for (Job later :
        world.queue.list(new JobFilter(JobStatus.PENDING, JudgeSecond.TYPE, 100, null))) {
      world.run(later.id());
    }
    world.pollAndRefresh();

    assertThat(world.driftService.known(world.order(first))).isEmpty();
    assertThat(there(second)).hasSize(1);
  }

  @Test
  void anOrderThatTheOldToolHadSentOtherwiseStopsAndNamesTheDoors() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment old = keyed(order.value(), "SENT", world.line(0));
    SyncPlan plan = world.sync.plan(order.value());
    assertThat(plan.reference()).isEqualTo(SyncPlan.Reference.TAKEN);
    assertThat(plan.calls()).isEmpty();
    assertThat(plan.problems())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("po:adopt"));
    assertThat(world.register.withReference(order.value())).as("a plan writes nothing").isEmpty();

    assertThat(world.send(order))
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("po:adopt " + order + " --consignment=" + old.id())
                    .contains("sync:diff " + order + " --send-beside")
                    .contains("po:cancel"));

    assertThat(world.sync.isStoppedByReference(order)).isTrue();
    assertThat(there(order)).containsExactly("SENT 1");
  }

  @ParameterizedTest
  @CsvSource({"SENT, false", "RECEIVED, false", "SENT, true", "OPEN, true"})
  void anOrderThatIsCancelledAfterItsNumberWasSeenInLightspeedSaysSo(
      String status, boolean isAnnounced) throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    if (isAnnounced) {
      world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").nth(1).status(503));
      assertThat(world.send(order)).isNotInstanceOf(RunResult.Completed.class);
    }
    boolean isReceived = status.equals("RECEIVED");
    String keyed = keyed(order.value(), isReceived ? "SENT" : status, world.line(0)).id().value();
    if (isReceived) {
      world.emulator.receive(keyed);
    }
    world.pollAndRefresh();

    switch (world.cancelling.request(order.value(), "ann")) {
      case CancelService.Request.Queued queued -> world.run(queued.job());
      default -> assertThat(isAnnounced).isFalse();
    }
    world.pollAndRefresh();
    for (var later :
        world.queue.list(new JobFilter(JobStatus.PENDING, JudgeSecond.TYPE, 100, null))) {
      world.run(later.id());
    }

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(there(order)).as("it may be another order").containsExactly(status + " 1");
    assertThat(world.driftService.known(world.order(order))).as("what it says").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"SENT, cancel it in Lightspeed", "RECEIVED, cannot be cancelled any more"})
  void whoeverCancelsIsToldWhatStandsUnderTheNumberAndWasLeftAlone(String status, String advice)
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    String theirs = keyed(order.value(), "SENT", world.line(0)).id().value();
    if (status.equals("RECEIVED")) {
      world.emulator.receive(theirs);
    }
    world.pollAndRefresh();

    assertThat(world.cancelling.request(order.value(), "ann"))
        .isInstanceOfSatisfying(
            CancelService.Request.Cancelled.class,
            cancelled ->
                assertThat(cancelled.warning())
                    .contains("was NOT cancelled there")
                    .contains(theirs + " (" + status + ")")
                    .contains(advice));

    assertThat(there(order)).containsExactly(status + " 1");
  }

  @Test
  void oneThatEqualsTheOrderInAllButASkuIsNotLinked() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    keyed(order.value(), "OPEN", world.line(0), world.line(1));
    world.emulator.moveSku(world.product(1).id(), world.product(50).id());

    assertThat(world.send(order))
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains(world.sku(1) + " is in Lightspeed under another SKU")
                    .contains("po:adopt"));

    assertThat(there(order)).as("nothing was written").containsExactly("OPEN 2");
  }

  @Test
  void aCreateWasAnswered503AndTheBuyerKeyedTheOrderByHandThenNothingIsAddedToHers()
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").nth(1).status(503));
    assertThat(world.send(order)).isNotInstanceOf(RunResult.Completed.class);
    keyed(order.value(), "OPEN", world.line(0, 3), world.line(1));

    assertThat(sendAgain(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(there(order)).containsExactly("OPEN 2");
    assertThat(world.emulator.consignments(order.value()).getFirst().lines())
        .extracting(line -> Objects.requireNonNull(line.count()).intValue())
        .containsExactlyInAnyOrder(3, 6);
  }

  @Test
  void anOldReceivedConsignmentWithAnotherProductStopsTheOrderUntilItIsSentBesideIt()
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    Consignment old = keyed(order.value(), "SENT", world.line(5));
    world.emulator.receive(old.id().value());
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);

    BesideService.Look look = beside.look(order.value());
    beside.send(look, "ann");

    assertThat(look.standing())
        .extracting(BesideService.Taker::id)
        .containsExactly(old.id().value());
    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    assertThat(there(order)).containsExactlyInAnyOrder("RECEIVED 1", "SENT 1");
    assertThat(world.audited(order)).contains("order.send_beside");
  }

  @Test
  void sentBesideCountsForExactlyTheConsignmentsThatWereShown() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    keyed(order.value(), "OPEN", world.line(5));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    BesideService.Look shown = beside.look(order.value());
    keyed(order.value(), "OPEN", world.line(6));

    assertThatThrownBy(() -> beside.send(shown, "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("other consignments have its number than those shown");

    assertThat(world.log(order, "SEND_BESIDE")).isEmpty();
  }

  /// A person confirmed exactly that one.
  @Test
  void whatAnOrderWasSentBesideIsNoSecondOneLater() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment other = keyed(order.value(), "OPEN", world.line(2));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    beside.send(beside.look(order.value()), "ann");
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    sendAgain(order);
    assertThat(sendAgain(order)).isInstanceOf(RunResult.Completed.class);
    world.emulator.editCount(other.id().value(), world.sku(2), BigDecimal.TEN);

    world.pollAndRefresh();
    for (Job look :
        world.queue.list(new JobFilter(JobStatus.PENDING, CheckSentOrder.TYPE, 10, null))) {
      world.run(look.id());
    }

    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
    assertThat(world.log(order, "DRIFT")).isEmpty();
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.SYNCED);
    assertThat(there(order)).as("hers and ours").hasSize(2);
  }

  /// What was seen: a duplicate of the sent one was sent as well, and what was to be received of a
  /// rest was pushed into it once more.
  @ParameterizedTest
  @CsvSource({"OPEN, SENT", "OPEN, RECEIVED", "SENT, DISPATCHED", "DISPATCHED, RECEIVED"})
  void oneThatIsNotAsFarAsAnotherUnderTheNumberIsNotTakenOver(String chosen, String further)
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment real = keyed(order.value(), further, world.line(0), world.line(1));
    Consignment copy = keyed(order.value(), chosen, world.line(0), world.line(1));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);

    assertThatThrownBy(() -> adopting.look(order.value(), copy.id()))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining(real.id() + " (" + further + ") has its number too")
        .hasMessageContaining("po:adopt " + order + " --consignment=" + real.id());

    world.client.updateConsignment(
        Caller.person(), copy.id(), copy.asDraft().withReference("OTHER-1"));
    adopting.adopt(adopting.look(order.value(), real.id()), "ann");
    assertThat(world.consignment(order)).isEqualTo(real.id().value());
    assertThat(there(order)).containsExactly(further + " 2");
  }

  @Test
  void oneMayBeTakenOverOnceTheOneThatIsFurtherHasAnotherNumber() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    Consignment another = keyed(order.value(), "SENT", world.line(2));
    Consignment ours = keyed(order.value(), "OPEN", world.line(0));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    refused(order, ours.id(), "give it another number in Lightspeed first");

    world.client.updateConsignment(
        Caller.person(), another.id(), another.asDraft().withReference("OTHER-1"));
    adopting.adopt(adopting.look(order.value(), ours.id()), "ann");

    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.consignment(order)).isEqualTo(ours.id().value());
  }

  @Test
  void whatElseHasTheNumberIsJudgedWhenOneIsTakenOver() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment wanted = keyed(order.value(), "SENT", world.line(0));
    Consignment other = keyed(order.value(), "SENT", world.line(1));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    world.pollAndRefresh();

    adopting.adopt(adopting.look(order.value(), wanted.id()), "ann");
    world.pollAndRefresh();

    assertThat(world.driftService.known(world.order(order)))
        .extracting(finding -> finding.difference().item())
        .contains("second:" + other.id());
  }

  @Test
  void threeOrdersThatAPersonHadSentBesideOthersStopNothing() throws Exception {
    List<PurchaseOrderId> sent = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
      keyed(order.value(), "SENT", world.line(2));
      sent.add(order);
    }
    for (PurchaseOrderId order : sent) {
      assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
      beside.send(beside.look(order.value()), "ann");
      assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    }

    world.pollAndRefresh();

    for (PurchaseOrderId order : sent) {
      assertThat(world.driftService.known(world.order(order))).isEmpty();
    }
    assertThat(world.testDatabase.texts("SELECT consignment_id FROM installation_twins")).isEmpty();
    PurchaseOrderId next = world.anApprovedOrder(world.line(0));
    assertThat(world.send(next)).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void whatElseGotTheNumberIsJudgedWhenOneIsLinked() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    Consignment equal = keyed(order.value(), "SENT", world.line(0));
    List<Consignment> other = new ArrayList<>();
    try (Worker another = world.newWorker(2)) {
      world.afterTheAnswerTo(
          "/consignments/" + equal.id() + "/products",
          () -> {
            try {
              other.add(keyed(order.value(), "SENT", world.line(1)));
              assertThat(another.runNow(world.changes.requestPoll()))
                  .isInstanceOf(RunResult.Completed.class);
            } catch (InterruptedException stop) {
              throw new AssertionError(stop);
            }
          });

      assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    }
    world.pollAndRefresh();

    assertThat(world.consignment(order)).isEqualTo(equal.id().value());
    assertThat(world.driftService.known(world.order(order)))
        .extracting(finding -> finding.difference().item())
        .contains("second:" + other.getFirst().id());
  }

  @Test
  void nothingIsSentBesideAFreeNumber() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));

    assertThatThrownBy(() -> beside.look(order.value()))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("its number is free");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "PO-Case-1, po-cASE-1",
        "PO-BLANK-1, \"  PO-BLANK-1 \"",
        "PO 🚚 Ü-1, PO 🚚 u\u0308-1",
        "LONG, LONG"
      })
  void aNumberIsTakenHoweverItIsWritten(String written, String there) throws Exception {
    boolean isLong = written.equals("LONG");
    String number = isLong ? "N".repeat(60) : written;
    keyed(isLong ? "n".repeat(60) : there, "OPEN", world.line(5));
    // Nothing of this one is the order's number, however long it is.
    keyed("x".repeat(255), "OPEN", world.line(5));
    PurchaseOrderId order = anApprovedOrderCalled(number);

    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);

    assertThat(world.sync.isStoppedByReference(order)).isTrue();
    assertThat(world.emulator.consignments()).hasSize(2);
  }

  @Test
  void anOrderWhoseNumberIsTakenSaysSoBeforeItIsSent() throws Exception {
    PurchaseOrderId taken = world.aDraft(world.line(0));
    PurchaseOrderId free = world.anApprovedOrder(world.line(0));
    Consignment hers = keyed(taken.value(), "OPEN", world.line(5));
    assertThat(world.sync.report(taken.value()).numberTaken()).as("nobody has looked").isNull();
    world.poll();

    assertThat(world.sync.report(taken.value()).numberTaken())
        .as("a draft")
        .contains(hers.id() + " (OPEN)", "register:list --reference=" + taken);
    assertThat(world.orderService.approve(taken.value(), "ann"))
        .as("a warning is no refusal")
        .isInstanceOf(Approval.Approved.class);
    assertThat(world.sync.numberTaken(taken)).as("approved").isPresent();
    assertThat(world.sync.report(free.value()).numberTaken()).as("another number").isNull();

    assertThat(world.send(taken)).isInstanceOf(RunResult.Failed.class);
    beside.send(beside.look(taken.value()), "ann");
    assertThat(world.sync.numberTaken(taken)).as("settled by a person").isEmpty();
    assertThat(world.send(taken)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.sync.numberTaken(taken)).as("sent").isEmpty();
  }

  // ---- adopting ----

  @Test
  void oneThatIsOpenIsTakenOverAndSentOnce() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment hers = keyed(order.value(), "OPEN", world.line(0, 2));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    AdoptService.Look look = adopting.look(order.value(), hers.id());
    adopting.adopt(look, "ann");
    assertThat(look.differences()).extracting(Differing::item).contains("line:" + world.sku(1));
    assertThat(world.order(order).state()).isEqualTo(OrderState.APPROVED);

    assertThat(world.send(order))
        .as("what is not the order's is a person's")
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed -> assertThat(failed.reason()).contains(world.sku(0) + " has 2"));
    assertThat(there(order)).as("nothing was added").containsExactly("OPEN 1");
    world.client.assignProduct(Caller.person(), hers.id(), onTheWire(world.line(0)));
    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);

    assertThat(there(order)).containsExactly("SENT 2");
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(world.consignment(order)).isEqualTo(hers.id().value());
    assertThat(world.emulator.consignments(order.value()).getFirst().lines())
        .extracting(line -> Objects.requireNonNull(line.count()).intValue())
        .containsExactlyInAnyOrder(5, 6);
    assertThat(world.send(order)).as("again").isInstanceOf(RunResult.Completed.class);
    world.pollAndRefresh();
    assertThat(there(order)).containsExactly("SENT 2");
    assertThat(world.driftService.known(world.order(order))).isEmpty();
  }

  @Test
  void oneThatIsOpenAndEqualUnderAnotherNumberIsTakenOverOnlyWithItsNumberPutRight()
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    Consignment hers = keyed("HER-NUMBER", "OPEN", world.line(0));
    adopting.adopt(adopting.look(order.value(), hers.id()), "ann");

    assertThat(world.send(order))
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed -> assertThat(failed.reason()).contains("HER-NUMBER instead of " + order));
    world.client.updateConsignment(
        Caller.person(), hers.id(), hers.asDraft().withReference(order.value()));
    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);

    assertThat(there(order)).containsExactly("SENT 1");
    assertThat(world.emulator.consignments()).hasSize(1);
  }

  @Test
  void oneThatIsSentMakesTheOrderSentAndKeepsWhatDiffers() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment old = keyed(order.value(), "SENT", world.line(0, 2), world.line(7));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);

    AdoptService.Look look = adopting.look(order.value(), old.id());
    adopting.adopt(look, "ann");

    assertThat(look.differences())
        .extracting(Differing::item)
        .containsExactlyInAnyOrder(
            "line:" + world.sku(1), "count:" + world.sku(0), "line:" + world.sku(7));
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(world.order(order).syncStatus()).as("at once").isEqualTo(SyncStatus.DIFFERS);
    assertThat(world.driftService.known(world.order(order)))
        .extracting(finding -> finding.difference().item())
        .contains("line:" + world.sku(7));
    assertThat(world.order(order).lastError()).isNull();
    assertThat(world.consignment(order)).isEqualTo(old.id().value());
    assertThat(world.log(order, "ADOPT_CONSIGNMENT"))
        .singleElement()
        .asString()
        .contains("ann", old.id().value(), "count:" + world.sku(0));
    assertThat(world.audited(order)).contains("order.adopt");
    assertThat(world.send(order)).as("its job").isInstanceOf(RunResult.Completed.class);
    world.refreshAll();
    assertThat(world.driftService.known(world.order(order))).isNotEmpty();
    assertThat(there(order)).as("nothing was written").containsExactly("SENT 2");
  }

  @Test
  void oneThatWasReceivedMakesTheOrderReceived() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0), world.line(1));
    Consignment old = keyed("OLD-NUMBER", "SENT", world.line(0), world.line(1));
    world.emulator.receive(old.id().value());

    AdoptService.Look look = adopting.look(order.value(), old.id());
    adopting.adopt(look, "ann");

    assertThat(look.differences()).extracting(Differing::item).containsExactly("reference");
    assertThat(world.order(order).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(world.received(order)).as("at once").isEqualTo("5 6");
    assertThat(world.driftService.known(world.order(order)))
        .extracting(finding -> finding.difference().item())
        .containsExactly("reference");
    world.refreshAll();
    assertThat(world.received(order)).isEqualTo("5 6");
    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.emulator.consignments(order.value())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void whatStaffMadeStaysAsItIsWhenAnOrderThatTookItOverIsReopened(boolean isEqual)
      throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    Consignment hers = keyed(order.value(), "OPEN", world.line(0, isEqual ? 5 : 2));
    world.emulator.add(Fault.of(FaultKind.STATUS).on("PUT", "/consignments/*").nth(1).status(422));
    assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    if (!isEqual) {
      adopting.adopt(adopting.look(order.value(), hers.id()), "ann");
      assertThat(world.send(order)).isInstanceOf(RunResult.Failed.class);
    }
    assertThat(world.consignment(order)).isEqualTo(hers.id().value());

    ReopenService.Request.Reopened reopened =
        (ReopenService.Request.Reopened) reopening.reopen(order.value(), "ann");

    assertThat(reopened.left()).isEqualTo(hers.id().value());
    assertThat(there(order)).containsExactly("OPEN 1");
    assertThat(world.order(order).state()).isEqualTo(OrderState.DRAFT);
    assertThat(world.order(order).lightspeedConsignmentId()).isNull();
    assertThat(world.queue.findUnfinished("sync_po:" + order)).isEmpty();
    world.orderService.approve(order.value(), "boss");
    assertThat(world.send(order))
        .as("its number is taken, unless that is exactly the order")
        .isInstanceOf(isEqual ? RunResult.Completed.class : RunResult.Failed.class);
    assertThat(there(order)).containsExactly(isEqual ? "SENT 1" : "OPEN 1");
  }

  @Test
  void oneOfAnotherSupplierIsNotThisOrder() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    ConsignmentDraft other =
        ConsignmentDraft.openOrder(
                world.emulator.outlets().getFirst().id(),
                world.emulator.suppliers().getLast().id(),
                "by hand")
            .withReference(order.value());
    Consignment made = world.client.createConsignment(Caller.person(), other);

    refused(order, made.id(), "it is not this order");
  }

  @Test
  void oneThatIsCancelledOrAnotherOrdersIsRefused() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    refused(order, keyed(order.value(), "CANCELLED").id(), "it is CANCELLED");
    PurchaseOrderId another = world.aSentOrder(world.line(0));
    ConsignmentId its = world.consignmentId(another);

    AdoptService.Look look = adopting.look(order.value(), its);

    assertThatThrownBy(() -> adopting.adopt(look, "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("it is order " + another + "'s");
    assertThatThrownBy(() -> adopting.look(order.value(), new ConsignmentId("no-such")))
        .isInstanceOf(PurchaseOrderException.NotFound.class)
        .hasMessageStartingWith("There is no consignment no-such in Lightspeed.");
  }

  @Test
  void onlyAnApprovedOrderWithoutOneTakesOneOver() throws Exception {
    Consignment free = keyed("FREE", "OPEN", world.line(0));

    refused(world.aDraft(world.line(0)), free.id(), "is DRAFT. Approve it first");
    refused(world.aSentOrder(world.line(0)), free.id(), "is SENT");
  }

  @Test
  void anOrderThatIsBeingSentOrMayBeThereIsNotTouched() throws Exception {
    PurchaseOrderId inDoubt = world.anApprovedOrder(world.line(0));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    assertThat(world.send(inDoubt)).isNotInstanceOf(RunResult.Completed.class);
    PurchaseOrderId atWork = world.anApprovedOrder(world.line(0));
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET status = 'PROCESSING', worker_id = 'w' WHERE unique_key = ?",
                "sync_po:" + atWork));
    Consignment free = keyed("FREE", "OPEN", world.line(0));

    assertThatThrownBy(() -> adopting.adopt(adopting.look(inDoubt.value(), free.id()), "ann"))
        .hasMessageContaining("may be in Lightspeed");
    assertThatThrownBy(() -> adopting.adopt(adopting.look(atWork.value(), free.id()), "ann"))
        .hasMessageContaining("is being worked on by job_");
  }

  @Test
  void whatChangedSinceItWasShownIsNotTakenOver() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    Consignment old = keyed("OLD", "OPEN", world.line(0));
    AdoptService.Look shown = adopting.look(order.value(), old.id());
    world.client.addProducts(Caller.person(), old.id(), List.of(onTheWire(world.line(3))));

    assertThatThrownBy(() -> adopting.adopt(shown, "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("has changed since it was shown");

    assertThat(world.order(order).lightspeedConsignmentId()).isNull();
  }

  @Test
  void afterARestoreAllThatAreExactlyEqualAreTakenOverAtOnce() throws Exception {
    PurchaseOrderId equal = world.anApprovedOrder(world.line(0));
    PurchaseOrderId other = world.anApprovedOrder(world.line(1));
    Consignment almost = keyed(equal.value(), "SENT", world.line(0, 2));
    keyed(other.value(), "SENT", world.line(2));
    assertThat(world.send(equal)).isInstanceOf(RunResult.Failed.class);
    assertThat(world.send(other)).isInstanceOf(RunResult.Failed.class);
    world.client.assignProduct(Caller.person(), almost.id(), onTheWire(world.line(0)));

    AdoptService.Exact done = adopting.adoptExact("ann");

    assertThat(done.left()).extracting(PurchaseOrder::id).containsExactly(other);
    assertThat(done.queued()).extracting(PurchaseOrder::id).containsExactly(equal);
    JobId linking = world.queue.findUnfinished("sync_po:" + equal).orElseThrow().id();
    assertThat(world.run(linking)).isInstanceOf(RunResult.Completed.class);
    assertThat(world.consignment(equal)).isEqualTo(almost.id().value());
  }

  private void refused(PurchaseOrderId order, ConsignmentId consignment, String why) {
    assertThatThrownBy(() -> adopting.look(order.value(), consignment))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining(why);
  }

  private RunResult sendAgain(PurchaseOrderId order) throws InterruptedException {
    for (int run = 0; run < 50; run++) {
      RunResult result = world.send(order);
      if (result instanceof RunResult.Failed || result instanceof RunResult.Completed) {
        return result;
      }
    }
    throw new AssertionError("the job of " + order + " does not end");
  }

  private PurchaseOrderId anApprovedOrderCalled(String number) {
    PurchaseOrderId id = new PurchaseOrderId("odd-number");
    OrderDraft draft =
        new OrderDraft(
            world.emulator.suppliers().getFirst().name(),
            world.emulator.outlets().getFirst().name(),
            null,
            null,
            null,
            List.of(world.line(0)));
    world.database.useTransaction(tx -> world.orders.insertDraft(tx, id, number, draft, "test"));
    world.orderService.approve(id.value(), "test");
    return id;
  }

  /// A consignment that a person made in Lightspeed.
  private Consignment keyed(String reference, String status, OrderDraft.Line... lines)
      throws InterruptedException {
    Consignment made =
        world.client.createConsignment(
            Caller.person(),
            ConsignmentDraft.openOrder(
                    world.emulator.outlets().getFirst().id(),
                    world.emulator.suppliers().getFirst().id(),
                    "by hand")
                .withReference(reference));
    if (lines.length > 0) {
      world.client.addProducts(
          Caller.person(), made.id(), List.of(lines).stream().map(this::onTheWire).toList());
    }
    if (status.equals("OPEN")) {
      return made;
    }
    boolean isReceived = status.equals("RECEIVED");
    Consignment sent =
        world.client.updateConsignment(
            Caller.person(), made.id(), made.asDraft().withStatus(isReceived ? "SENT" : status));
    if (isReceived) {
      world.emulator.receive(made.id().value());
    }
    return sent;
  }

  private ConsignmentLine onTheWire(OrderDraft.Line line) {
    String product =
        world.emulator.products().stream()
            .filter(one -> one.sku().equals(line.sku()))
            .findFirst()
            .orElseThrow()
            .id();
    BigDecimal cost = line.unitCost();
    return new ConsignmentLine(
        new ProductId(product), line.quantity(), cost == null ? BigDecimal.ZERO : cost);
  }

  /// The consignments with the order's number: status and number of lines.
  private List<String> there(PurchaseOrderId order) {
    return world.emulator.consignments(order.value()).stream()
        .map(one -> one.consignment().status().name() + " " + one.lines().size())
        .toList();
  }
}
