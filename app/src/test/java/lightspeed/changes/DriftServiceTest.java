package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.SkuMappings;
import lightspeed.drift.Difference;
import lightspeed.drift.DriftService.Report;
import lightspeed.drift.Grade;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.PullCatalog;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentLine;
import lightspeed.xseries.ProductId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Drift is found by comparing, and each of the three ways out does what it says.
@Tag("slow")
final class DriftServiceTest {
  private final ChangesWorld world = new ChangesWorld();

  DriftServiceTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void anOrderThatWasJustSentDiffersInNothing() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 3), world.line(1), world.line(0, 2));

    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
  }

  @Test
  void aSkuThatMovedWhileTheOrderWasSentIsShownUntilAPersonSettlesIt() throws Exception {
    Product old = product(world.sku(0));
    Product now = product(world.sku(7));
    PurchaseOrderId order = world.aSentOrder(world.line(0, 3), world.line(1));
    world.emulator.moveSku(old.id(), now.id());
    new PullCatalog(world.database, new CatalogStore(), world.client, world.queue)
        .pull(Caller.person(), false, (what, soFar) -> {});

    world.refreshAll();

    assertThat(known(order))
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.item()).isEqualTo("sku:" + old.sku());
              assertThat(moved.here()).contains(now.id());
              assertThat(moved.there()).contains(old.id());
              assertThat(moved.grade()).isEqualTo(Grade.LOUD);
            });
    assertThat(world.driftService.diff(order.value()).open()).hasSize(1);
    assertThat(world.driftService.takeRemote(order.value(), "ann").findings()).isEmpty();
  }

  @Test
  void aLineUnderAnotherSkuDiffersUnlessAPersonMappedIt() throws Exception {
    Product product = product(world.sku(0));
    PurchaseOrderId order = world.aSentOrder(world.line(0, 3));
    world.emulator.editProduct(product.id(), ProductEdit.none().sku("RENAMED"));

    assertThat(world.driftService.diff(order.value()).findings())
        .extracting(finding -> finding.difference())
        .containsExactly(Difference.plain("sku:" + product.sku(), product.sku(), "RENAMED"));

    world.database.useTransaction(
        tx -> new SkuMappings().mapSku(tx, product.sku(), product.id(), "ann"));
    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
  }

  /// What was seen: what a receipt in parts had brought already was pushed into the rest once more.
  @Test
  void nothingIsPushedWhileWhatItLacksMayBeInAnotherConsignmentThatWasSent() throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 6));
    ConsignmentId copy = new ConsignmentId(world.emulator.duplicate(world.consignment(order)));
    world.client.updateConsignment(
        Caller.person(),
        copy,
        world.client.consignment(Caller.person(), copy).asDraft().withStatus(Consignment.SENT));
    world.emulator.editCount(world.consignment(order), world.sku(0), BigDecimal.TWO);
    world.pollAndRefresh();

    assertThatThrownBy(() -> world.driftService.pushLocal(order.value(), "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining(copy + " has its number too")
        .hasMessageContaining("--ignore");

    world.emulator.delete(copy.value());
    world.driftService.diff(order.value());
    assertThat(world.driftService.pushLocal(order.value(), "ann")).isNotNull();
  }

  private Product product(String sku) {
    return world.emulator.products().stream()
        .filter(product -> product.sku().equals(sku))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatStaffEditIsFoundByThePollAndShownFieldByField() throws Exception {
    PurchaseOrderId order = edited();

    world.pollAndRefresh();

    assertThat(known(order))
        .containsExactlyInAnyOrder(
            Difference.plain("count:" + world.sku(1), "6", "2"),
            Difference.loud("line:" + world.sku(5), null, "4 at 1.5"));
  }

  @Test
  void takingTheRemoteMakesTheOrderEqual() throws Exception {
    PurchaseOrderId order = edited();

    Report report = world.driftService.takeRemote(order.value(), "ann");

    assertThat(report.findings()).isEmpty();
    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
    assertThat(world.lines(order))
        .extracting(line -> line.sku() + " " + line.quantity().toBigInteger())
        .containsExactly(world.sku(0) + " 5", world.sku(1) + " 2", world.sku(5) + " 4");
    assertThat(world.order(order).totalQuantity()).isEqualByComparingTo("11");
    assertThat(world.audited(order)).containsExactly("drift.take_remote");
  }

  @Test
  void pushingMakesLightspeedEqual() throws Exception {
    PurchaseOrderId order = edited();
    world.emulator.clearFaults();

    RunResult result = world.run(world.driftService.pushLocal(order.value(), "ann"));

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
    assertThat(world.lines(order)).hasSize(2);
    assertThat(world.audited(order)).containsExactly("drift.push_local");
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"LOST_ANSWER", "RESET_BEFORE", "GARBAGE"})
  void aPushWhoseAnswersAreLostIsReadBackAndDoublesNothing(FaultKind kind) throws Exception {
    PurchaseOrderId order = world.aSentOrder(3);
    world.client.removeProduct(Caller.person(), world.consignmentId(order), product(order, 2));
    world.emulator.editCount(world.consignment(order), world.sku(0), BigDecimal.ONE);
    world.emulator.add(Fault.of(kind).on("POST", "/consignments/*/bulk").nth(1));
    world.emulator.add(Fault.of(kind).on("PUT", "/consignments/*/products/*").nth(1));
    var job = world.driftService.pushLocal(order.value(), "ann");

    for (int run = 0; run < 5 && !(world.run(job) instanceof RunResult.Completed); run++) {
      world.emulator.requests();
    }

    assertThat(world.driftService.diff(order.value()).findings()).isEmpty();
  }

  @Test
  void afterDispatchNothingCanBePushed() throws Exception {
    PurchaseOrderId order = edited();
    world.emulator.dispatch(world.consignment(order));

    assertThatThrownBy(() -> world.driftService.pushLocal(order.value(), "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("DISPATCHED");
  }

  @Test
  void whatIsIgnoredStaysIgnoredUntilItChanges() throws Exception {
    PurchaseOrderId order = edited();

    world.driftService.ignore(order.value(), "ann");
    assertThat(world.driftService.diff(order.value()).open()).isEmpty();
    List<String> open = world.openOrders(Grade.PLAIN);
    assertThat(open).isEmpty();
    world.emulator.editCount(world.consignment(order), world.sku(1), BigDecimal.valueOf(3));
    Report report = world.driftService.diff(order.value());

    assertThat(report.findings()).hasSize(2);
    assertThat(report.open())
        .extracting(finding -> finding.difference().item())
        .containsExactly("count:" + world.sku(1));
    assertThat(world.audited(order)).containsExactly("drift.ignore");
  }

  @Test
  void aDeletedConsignmentIsShownAndTakingItCancelsTheOrder() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    String id = world.consignment(order);
    world.client.deleteConsignment(Caller.person(), world.consignmentId(order));

    world.delivery(id);
    assertThat(known(order)).containsExactly(Difference.loud("deleted", id, null));
    world.driftService.takeRemote(order.value(), "ann");

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(world.driftService.diff(order.value()).findings())
        .as("deleted there and cancelled here is agreement")
        .isEmpty();
  }

  @Test
  void theDailyComparisonFindsADeletionThatNoPollShows() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.client.deleteConsignment(Caller.person(), world.consignmentId(order));
    checkedLongAgo(order);

    RunResult result = world.run(world.queue.enqueue(CompareOrders.newJob()).id());

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(known(order)).extracting(Difference::item).containsExactly("deleted");
  }

  @Test
  void theDailyComparisonGivesWayWhenHalfOfTheBudgetIsUsed() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    checkedLongAgo(order);
    world.budget.say(new CallBudget.State(350, 100, Duration.ofMinutes(5), null));
    int calls = world.emulator.requests().size();

    RunResult result = world.run(world.queue.enqueue(CompareOrders.newJob()).id());

    assertThat(result).isInstanceOf(RunResult.Postponed.class);
    assertThat(world.emulator.requests()).hasSize(calls);
  }

  @Test
  void anOrderThatNeverAnswersDoesNotHoldUpTheDailyComparisonOfTheOthers() throws Exception {
    PurchaseOrderId broken = world.aSentOrder(1);
    PurchaseOrderId unanswered = world.aSentOrder(1);
    PurchaseOrderId behind = world.aSentOrder(1);
    world.client.deleteConsignment(Caller.person(), world.consignmentId(behind));
    checkedLongAgo(broken);
    checkedLongAgo(unanswered);
    checkedLongAgo(behind);
    world.emulator.add(
        Fault.of(FaultKind.STATUS)
            .on("GET", "/consignments/" + world.consignment(broken))
            .status(500));
    world.emulator.add(
        Fault.of(FaultKind.RESET_BEFORE)
            .on("GET", "/consignments/" + world.consignment(unanswered)));

    RunResult result = world.run(world.queue.enqueue(CompareOrders.newJob()).id());

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(known(behind)).extracting(Difference::item).containsExactly("deleted");
    assertThat(world.log(broken, "DRIFT")).singleElement().asString().contains("500");
    assertThat(world.log(unanswered, "DRIFT"))
        .singleElement()
        .asString()
        .contains("could not be compared");
  }

  @Test
  void theDailyComparisonWaitsWhileLightspeedIsAway() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    checkedLongAgo(order);
    world.emulator.add(Fault.of(FaultKind.STATUS).status(503));

    RunResult result = world.run(world.queue.enqueue(CompareOrders.newJob()).id());

    assertThat(result).isInstanceOf(RunResult.Postponed.class);
    assertThat(world.log(order, "DRIFT")).isEmpty();
  }

  @Test
  void anOrderThatIsNotThereCannotBeCompared() {
    PurchaseOrderId order = world.aDraft(world.line(0));

    assertThatThrownBy(() -> world.driftService.diff(order.value()))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("not in Lightspeed");
  }

  /// Sent with lines 0 and 1; staff then changed the count of line 1 and added product 5.
  private PurchaseOrderId edited() throws InterruptedException {
    PurchaseOrderId order = world.aSentOrder(2);
    world.client.addProducts(
        Caller.person(),
        world.consignmentId(order),
        List.of(
            new ConsignmentLine(
                world.emulator.products().stream()
                    .filter(product -> product.sku().equals(world.sku(5)))
                    .map(product -> new ProductId(product.id()))
                    .findFirst()
                    .orElseThrow(),
                BigDecimal.valueOf(4),
                new BigDecimal("1.5"))));
    world.emulator.editCount(world.consignment(order), world.sku(1), BigDecimal.valueOf(2));
    return order;
  }

  private ProductId product(PurchaseOrderId order, int line) {
    return new ProductId(String.valueOf(world.lines(order).get(line).productId()));
  }

  private List<Difference> known(PurchaseOrderId order) {
    return world.driftService.known(world.order(order)).stream()
        .map(finding -> finding.difference())
        .toList();
  }

  private void checkedLongAgo(PurchaseOrderId order) {
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE vend_consignments SET lightspeed_checked_at = '2020-01-01' WHERE id = ?",
                order.value()));
  }
}
