package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.audit.TestAudit;
import lightspeed.drift.ConsignmentLinks;
import lightspeed.job.Job;
import lightspeed.job.JobFilter;
import lightspeed.job.JobStatus;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.AdoptService;
import lightspeed.sync.ReferenceCheck;
import lightspeed.sync.ReopenService;
import lightspeed.xseries.ConsignmentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// A second consignment is judged whatever happens while it is read.
final class JudgeSecondTest {
  private ChangesWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new ChangesWorld();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"500, 8", "403, 1"})
  void oneThatCannotBeReadForALongTimeIsStillJudged(int status, int tries) throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10));
    String second = world.emulator.duplicate(world.consignment(order));
    world.emulator.add(
        Fault.of(FaultKind.STATUS)
            .on("GET", "/consignments/" + second + "/products")
            .status(status));
    world.poll();
    for (int run = 0; run < tries; run++) {
      judge();
    }
    assertThat(items(order)).as("nobody could read it").isEmpty();

    world.emulator.clearFaults();
    judge();

    assertThat(items(order)).containsExactly("second:" + second);
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.DIFFERS);
  }

  @Test
  void oneThatChangesWhileItIsReadIsReadAgain() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10));
    String own = world.consignment(order);
    world.emulator.receive(own, Map.of(world.sku(0), BigDecimal.valueOf(6)));
    String rest = world.emulator.split(own);
    world.poll();
    world.afterTheAnswerTo(
        "/consignments/" + own + "/products",
        () -> {
          world.emulator.editCount(rest, world.sku(0), BigDecimal.valueOf(50));
          world.database.useTransaction(
              tx -> JudgeSecond.enqueue(tx, world.queue, order, new ConsignmentId(rest)));
        });

    judge();
    world.refreshAll();

    assertThat(jobs(JobStatus.COMPLETED)).as("once more, after the change").hasSize(2);
  }

  @Test
  void ofTwoOrdersWhoseNumbersAreReadAlikeASecondOneIsThatOnesWhoseNumberItHas() throws Exception {
    PurchaseOrderId one = world.aSentOrder(world.line(0, 10));
    PurchaseOrderId other = world.aSentOrder(world.line(1, 10));
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE vend_consignments SET public_id = LOWER(?) WHERE id = ?",
                one.value(),
                other.value()));
    String second = world.emulator.duplicate(world.consignment(one));

    world.pollAndRefresh();

    assertThat(items(one)).contains("second:" + second);
    assertThat(items(other)).isEmpty();
  }

  @Test
  void oneThatIsTakenOverWhileItIsReadIsTheOrdersOwn() throws Exception {
    PurchaseOrderId order = world.aDraft(world.line(0, 10));
    world.orderService.approve(order.value(), "ann");
    String there = make(order, 10);
    world.database.useTransaction(
        tx -> JudgeSecond.enqueue(tx, world.queue, order, new ConsignmentId(there)));
    var adopting = adopting();
    AdoptService.Look look = adopting.look(order.value(), new ConsignmentId(there));
    world.afterTheAnswerTo("/consignments/" + there + "/products", () -> adopt(adopting, look));

    judge();

    assertThat(world.consignment(order)).isEqualTo(there);
    assertThat(items(order)).isEmpty();
    assertThat(role(order, there)).as("nothing is one too many").isEmpty();
    assertThat(world.testDatabase.texts("SELECT consignment_id FROM installation_twins")).isEmpty();
  }

  @Test
  void anOrderThatGotItsOwnWhileAnotherWasReadIsNotCalledDeleted() throws Exception {
    PurchaseOrderId order = world.aDraft(world.line(0, 10));
    world.orderService.approve(order.value(), "ann");
    String own = make(order, 10);
    String second = make(order, 10);
    world.database.useTransaction(
        tx -> JudgeSecond.enqueue(tx, world.queue, order, new ConsignmentId(second)));
    var adopting = adopting();
    AdoptService.Look look = adopting.look(order.value(), new ConsignmentId(own));
    world.afterTheAnswerTo("/consignments/" + second + "/products", () -> adopt(adopting, look));

    judge();
    judge();
    world.refreshAll();

    assertThat(items(order)).containsExactly("second:" + second);
  }

  @Test
  void aDraftThatWasCancelledWhenItsNumberWasSeenIsNotCalledDeleted() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0, 10));
    world.cancelling.request(order.value(), "ann");
    String id = make(order, 3);
    world.poll();
    world.emulator.delete(id);
    new ReopenService(
            world.syncParts,
            world.queue,
            world.orderService,
            TestAudit.log(InstantSource.system()),
            new ReopenService.Surroundings(
                new ReferenceCheck(world.syncParts),
                (tx, reopened) -> world.drift.replace(tx, reopened, List.of())))
        .reopen(order.value(), "ann");
    assertThat(world.order(order).state()).isEqualTo(OrderState.DRAFT);

    judge();

    assertThat(items(order)).isEmpty();
  }

  private AdoptService adopting() {
    return new AdoptService(
        world.syncParts,
        world.queue,
        world.orderService,
        world.sync,
        TestAudit.log(InstantSource.system()),
        world.changes::apply);
  }

  private static void adopt(AdoptService adopting, AdoptService.Look look) {
    try {
      adopting.adopt(look, "ann");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stop);
    }
  }

  private String make(PurchaseOrderId order, int count) {
    return world.emulator.make(
        StaffOrder.of(
                world.order(order).publicId(),
                world.emulator.outlets().getFirst().id(),
                world.emulator.suppliers().getFirst().id())
            .line(world.sku(0), count, "0.25"));
  }

  /// Runs every job that judges, whenever it is due, once.
  private void judge() throws InterruptedException {
    for (Job job : jobs(JobStatus.PENDING)) {
      RunResult result = world.run(job.id());
      assertThat(result).isNotInstanceOf(RunResult.Paused.class);
    }
  }

  private List<Job> jobs(JobStatus status) {
    return world.queue.list(new JobFilter(status, JudgeSecond.TYPE, 100, null));
  }

  private List<String> items(PurchaseOrderId order) {
    return world.driftService.known(world.order(order)).stream()
        .map(finding -> finding.difference().item())
        .toList();
  }

  private Optional<ConsignmentLinks.Role> role(PurchaseOrderId order, String id) {
    return world.database.read(
        handle -> new ConsignmentLinks().roleOf(handle, order, new ConsignmentId(id)));
  }
}
