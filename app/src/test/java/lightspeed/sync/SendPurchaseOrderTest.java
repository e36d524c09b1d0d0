package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import lightspeed.job.JobId;
import lightspeed.job.NewJob;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

@Tag("slow")
final class SendPurchaseOrderTest {
  private SyncWorld world;

  SendPurchaseOrderTest() throws IOException {
    world = new SyncWorld();
  }

  @BeforeEach
  void mirror() throws InterruptedException {
    world.pullCatalog();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "3, 3", "500, 3", "501, 4", "1200, 5"})
  void sendsAnOrderWithTheFewestCalls(int lines, int calls) throws InterruptedException {
    world.walk();
    PurchaseOrderId order = world.anApprovedOrder(lines);
    long before = world.calls();

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(world.calls() - before).isEqualTo(calls);
    world.assertExactlyOnce(order);
  }

  @Test
  void aKeyThatIsForgottenAtTheVeryMomentIsReadAgainWithinASecondAndTheOrderSaysWhy()
      throws InterruptedException {
    world.sync(world.anApprovedOrder(1));
    PurchaseOrderId order = world.anApprovedOrder(1);
    world.database.useTransaction(
        tx ->
            tx.execute("UPDATE installation SET key_id = NULL, key_salt = NULL, key_mark = NULL"));

    RunResult result = world.sync(order);

    assertThat(result)
        .isInstanceOfSatisfying(
            RunResult.Postponed.class,
            postponed ->
                assertThat(postponed.nextAttemptAt())
                    .isBefore(InstantSource.system().instant().plusSeconds(5)));
    assertThat(world.order(order).lastError()).contains("changed at this moment", "tried again");
    assertThat(world.sync(order)).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void doesNothingForAnOrderThatIsSentAlready() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.sync(order);
    long before = world.calls();

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    assertThat(world.calls()).isEqualTo(before);
    world.assertExactlyOnce(order);
  }

  @ParameterizedTest
  @CsvSource({
    "LOST_ANSWER, POST, /consignments",
    "RESET_BEFORE, POST, /consignments",
    "GARBAGE, POST, /consignments",
    "TRUNCATED, POST, /consignments",
    "WRONG_TYPE, POST, /consignments",
    "DELAY, POST, /consignments",
    "STATUS, POST, /consignments",
    "LOST_ANSWER, POST, /consignments/*/bulk",
    "RESET_BEFORE, POST, /consignments/*/bulk",
    "GARBAGE, POST, /consignments/*/bulk",
    "TRUNCATED, POST, /consignments/*/bulk",
    "WRONG_TYPE, POST, /consignments/*/bulk",
    "DELAY, POST, /consignments/*/bulk",
    "STATUS, POST, /consignments/*/bulk",
    "LOST_ANSWER, PUT, /consignments/*",
    "RESET_BEFORE, PUT, /consignments/*",
    "GARBAGE, PUT, /consignments/*",
    "DELAY, PUT, /consignments/*",
    "STATUS, PUT, /consignments/*",
    "RATE_LIMIT, POST, /consignments",
    "RATE_LIMIT, POST, /consignments/*/bulk",
    "RATE_LIMIT, PUT, /consignments/*"
  })
  void sendsExactlyOnceWhateverHappensToOneCall(FaultKind kind, String method, String path)
      throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    Duration delay = kind == FaultKind.RATE_LIMIT ? Duration.ofMillis(50) : Duration.ofSeconds(1);
    world.emulator.add(Fault.of(kind).on(method, path).nth(1).delay(delay));

    RunResult result = world.syncToTheEnd(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/consignments", "/consignments/*/bulk"})
  void sendsExactlyOnceWhenAFailingStatusWasAppliedAllTheSame(String path)
      throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", path).nth(1).applied());

    world.syncToTheEnd(order);

    world.assertExactlyOnce(order);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/consignments", "/consignments/*/bulk"})
  void repairsWhatTakesEffectLongAfterTheOrderWasSent(String path) throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(
        Fault.of(FaultKind.LATE_APPLY).on("POST", path).nth(1).delay(Duration.ofSeconds(5)));

    world.syncToTheEnd(order);
    world.awaitApplied("POST", path.replace("/consignments/*", ""), 2);
    world.lookAgain();

    world.assertExactlyOnce(order);
  }

  @Test
  void sendsExactlyOnceWhenTheSecondOfThreeChunksIsLost() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(1200);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments/*/bulk").nth(2));

    world.syncToTheEnd(order);

    world.assertExactlyOnce(order);
  }

  @Test
  void refusesAnOrderWithBadLinesAsAWholeAndNamesThemAll() throws InterruptedException {
    String known = world.line(0).sku();
    PurchaseOrderId order =
        world.anApprovedOrder(
            List.of(
                world.line(1),
                new OrderDraft.Line(known + "X", null, BigDecimal.ONE, BigDecimal.ONE),
                new OrderDraft.Line("NO-SUCH-SKU-AT-ALL", null, BigDecimal.ONE, BigDecimal.ONE)));

    RunResult result = world.sync(order);

    assertThat(result)
        .isInstanceOfSatisfying(
            RunResult.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("line 2 (" + known + "X)", "Did you mean", known)
                    .contains("line 3 (NO-SUCH-SKU-AT-ALL)"));
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.FAILED);
    assertThat(world.order(order).lastError()).contains("line 2", "line 3");
    assertThat(world.emulator.consignments()).isEmpty();
  }

  @Test
  void refusesAnUnknownSupplierWithNearNames() throws InterruptedException {
    String supplier = world.emulator.suppliers().getFirst().name();
    PurchaseOrderId order =
        world.anApprovedOrder(
            supplier + "x", world.emulator.outlets().getFirst().name(), List.of(world.line(0)));

    world.sync(order);

    assertThat(world.order(order).lastError()).contains("supplier").contains(supplier);
    assertThat(world.emulator.consignments()).isEmpty();
  }

  @Test
  void looksUpWhatAnEmptyMirrorDoesNotHave() throws InterruptedException, IOException {
    try (SyncWorld unpulled = new SyncWorld()) {
      PurchaseOrderId order = unpulled.anApprovedOrder(130);

      RunResult result = unpulled.sync(order);

      assertThat(result).isInstanceOf(RunResult.Completed.class);
      unpulled.assertExactlyOnce(order);
    }
  }

  @Test
  void failsWithTheVendorsWordsWhenACallIsRejected() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").status(422).nth(1));

    RunResult result = world.sync(order);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(order).syncStatus()).isEqualTo(SyncStatus.FAILED);

    RunResult again = world.syncToTheEnd(order);

    assertThat(again).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void stopsAllSendingWhileTheCredentialsAreRefused() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.STATUS).status(401));

    RunResult refused = world.sync(order);
    RunResult paused = world.sync(order);
    world.emulator.clearFaults();
    world.line.probe();
    RunResult sent = world.syncToTheEnd(order);

    assertThat(refused).isInstanceOf(RunResult.Postponed.class);
    assertThat(paused).isInstanceOf(RunResult.Paused.class);
    assertThat(sent).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void readsACreateAnswerThatIsNotWrapped() throws InterruptedException, IOException {
    try (SyncWorld bare =
        new SyncWorld(EmulatorOptions.defaults().with(Switch.CREATE_REPLY, "bare"))) {
      bare.pullCatalog();
      PurchaseOrderId order = bare.anApprovedOrder(2);

      bare.sync(order);

      bare.assertExactlyOnce(order);
    }
  }

  @Test
  void planNamesTheCallsThatAreThenMade() throws InterruptedException {
    world.walk();
    PurchaseOrderId order = world.anApprovedOrder(700);
    long before = world.calls();
    SyncPlan plan = world.service.plan(order.value());

    assertThat(world.calls()).as("a plan of known SKUs calls nobody").isEqualTo(before);
    world.sync(order);

    assertThat(world.calls() - before).isEqualTo(plan.calls().size());
    assertThat(plan.calls())
        .extracting(PlannedCall::method)
        .containsExactly("POST", "POST", "POST", "PUT");
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void aPlanWritesNothing() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(3);
    PurchaseOrder before = world.order(order);

    world.service.plan(order.value());

    assertThat(world.order(order)).isEqualTo(before);
    assertThat(world.emulator.consignments()).isEmpty();
  }

  @Test
  void mergesLinesOfOneProductWithTheSameCost() throws InterruptedException {
    OrderDraft.Line line = world.line(0);
    PurchaseOrderId order = world.anApprovedOrder(List.of(line, world.line(1), line));

    world.sync(order);

    BigDecimal total = line.quantity().add(line.quantity());
    assertThat(world.emulator.consignments("PO-TEST-1").getFirst().lines())
        .anySatisfy(sent -> assertThat(sent.count()).isEqualByComparingTo(total));
  }

  @Test
  void refusesOneProductWithTwoCosts() throws InterruptedException {
    OrderDraft.Line line = world.line(0);
    OrderDraft.Line dearer =
        new OrderDraft.Line(line.sku(), null, BigDecimal.ONE, line.unitCost().add(BigDecimal.ONE));
    PurchaseOrderId order = world.anApprovedOrder(List.of(line, dearer));

    world.sync(order);

    assertThat(world.order(order).lastError()).contains("different costs");
    assertThat(world.emulator.consignments()).isEmpty();
  }

  @Test
  void addsTheMissingLinesWhenSomebodySentTheConsignmentByHandInBetween()
      throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(700);
    world.emulator.add(Fault.of(FaultKind.RESET_BEFORE).on("POST", "/consignments/*/bulk").nth(2));
    world.sync(order);
    world.sendByHand(order);

    world.syncToTheEnd(order);

    world.assertExactlyOnce(order);
  }

  @Test
  void aJobOfAnOrderThatWasDeletedFailsWithoutStoppingAnything() throws InterruptedException {
    PurchaseOrderId order = world.anApprovedOrder(1);
    JobId job = world.job(order);
    world.database.useTransaction(
        tx -> tx.execute("UPDATE vend_consignments SET deleted_at = NOW(6)"));

    RunResult result = world.run(job);

    assertThat(result).isInstanceOf(RunResult.Failed.class);
    assertThat(world.emulator.consignments()).isEmpty();
  }

  @Test
  void aPayloadThatCannotBeReadFailsWithItsReason() throws InterruptedException {
    JobId job = world.queue.enqueue(NewJob.of(SyncJob.TYPE, "{\"version\":99}", null)).id();

    RunResult result = world.run(job);

    assertThat(result)
        .isInstanceOfSatisfying(
            RunResult.Failed.class, failed -> assertThat(failed.reason()).contains("version"));
  }
}
