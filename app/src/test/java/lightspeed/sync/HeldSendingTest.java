package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import lightspeed.job.JobId;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.retailer.LineState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// The same refusal of three orders in a row holds all sending.
class HeldSendingTest {
  private static final Fault FORBIDDEN =
      Fault.of(FaultKind.STATUS).on("POST", "/consignments").status(403);

  private SyncWorld world;

  @BeforeEach
  void openWorld() throws IOException, InterruptedException {
    world = new SyncWorld();
    world.pullCatalog();
  }

  @AfterEach
  void closeWorld() throws IOException {
    world.close();
  }

  @Test
  void threeOrdersRefusedInARowWaitAgainInsteadOfFailing() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
    assertThat(refused).allMatch(order -> statusOf(order) == SyncStatus.QUEUED);
    assertThat(world.line.look().words()).contains("3 orders in a row").contains("403");
    assertThat(world.sync(world.anApprovedOrder(1))).isInstanceOf(RunResult.Paused.class);
  }

  @Test
  void aReadProbeDoesNotLiftTheHold() throws InterruptedException {
    threeRefused();

    world.line.probe();

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
  }

  @Test
  void aHoldOutlivesAnOutage() throws InterruptedException {
    threeRefused();
    PurchaseOrderId fresh = world.anApprovedOrder(1);
    pauseUntilTrial();
    world.line.tend();
    world.emulator.clearFaults();
    world.emulator.add(Fault.of(FaultKind.STATUS));

    assertThat(world.sync(fresh)).isInstanceOf(RunResult.Postponed.class);
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.DOWN);
    world.emulator.clearFaults();
    world.line.probe();

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
  }

  @Test
  void anOrderNotYetRefusedIsTriedFirstAndItsSuccessFailsThoseThatWereRefused()
      throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();
    PurchaseOrderId fresh = world.anApprovedOrder(1);
    world.emulator.clearFaults();
    pauseUntilTrial();
    world.line.tend();

    RunResult notItsTurn = world.sync(refused.getFirst());
    RunResult trial = world.sync(fresh);

    assertThat(notItsTurn).isInstanceOf(RunResult.Paused.class);
    assertThat(trial).isInstanceOf(RunResult.Completed.class);
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
    assertThat(refused).allMatch(order -> statusOf(order) == SyncStatus.FAILED);
    assertThat(world.order(refused.getFirst()).lastError()).contains("403").contains("sync:retry");
    world.service.retry(refused.getFirst().value());
    assertThat(world.syncToTheEnd(refused.getFirst())).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aRefusedTrialCostsNoAttemptAndTheNextOneComesLater() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();
    pauseUntilTrial();
    world.line.tend();

    RunResult trial = world.sync(refused.getLast());

    assertThat(trial).isInstanceOf(RunResult.Postponed.class);
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
    assertThat(world.sync(refused.getLast())).isInstanceOf(RunResult.Paused.class);
    assertThat(tries()).as("tries that count").isZero();
  }

  @Test
  void aPersonWhoRetriesARefusedOrderLiftsTheHold() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();
    world.emulator.clearFaults();

    world.service.retry(refused.getFirst().value());

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
    assertThat(statusOf(refused.get(1))).isEqualTo(SyncStatus.FAILED);
    assertThat(world.syncToTheEnd(refused.getFirst())).isInstanceOf(RunResult.Completed.class);
  }

  @Test
  void aPersonWhoRetriesItsJobLiftsTheHoldToo() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();

    world.queue.retry(world.job(refused.getFirst()));

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
  }

  /// What the user saw: three orders failed with "while it takes others", which it did not.
  @Test
  void aJobThatFindsItsOrderSentAlreadyLiftsNoHold() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();
    PurchaseOrderId adopted = world.anApprovedOrder(1);
    pauseUntilTrial();
    world.line.tend();
    world.database.useTransaction(
        tx ->
            tx.execute(
                """
                UPDATE vend_consignments
                SET state = 'SENT', sync_status = 'SYNCED', sent_at = NOW(6)
                WHERE id = ?
                """,
                adopted.value()));

    RunResult withoutACall = world.sync(adopted);

    assertThat(withoutACall).isInstanceOf(RunResult.Completed.class);
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
    assertThat(world.line.look().trial()).as("its turn is over").isNull();
    assertThat(refused).allMatch(order -> statusOf(order) == SyncStatus.QUEUED);
  }

  @Test
  void anOrderRefusedForSomethingElseWhileSendingIsHeldFailsAlone() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();
    PurchaseOrderId other = world.anApprovedOrder(1);
    pauseUntilTrial();
    world.line.tend();
    world.emulator.clearFaults();
    world.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").status(422));

    RunResult trial = world.sync(other);

    assertThat(trial).isInstanceOf(RunResult.Failed.class);
    assertThat(world.order(other).lastError()).contains("422");
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
    assertThat(world.line.look().trial()).as("its turn is over").isNull();
    assertThat(world.line.look().words()).contains("3 orders in a row").contains("403");
    assertThat(refused).allMatch(order -> statusOf(order) == SyncStatus.QUEUED);
  }

  @Test
  void whenNoneIsDueTheOneThatIsTriedIsBroughtForward() throws InterruptedException {
    List<PurchaseOrderId> refused = threeRefused();
    world.database.useTransaction(
        tx -> tx.execute("UPDATE queue_jobs SET available_at = NOW(6) + INTERVAL 1 HOUR"));
    world.emulator.clearFaults();
    pauseUntilTrial();
    world.line.tend();

    world.drain();

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
    assertThat(refused).filteredOn(order -> statusOf(order) == SyncStatus.SYNCED).hasSize(1);
  }

  /// What the user saw: a try before its pause was over, by a worker that had looked a moment ago.
  @Test
  void aTrialWhoseTurnIsOverIsNotStartedEarlyByAWorkerThatLookedBefore()
      throws InterruptedException {
    threeRefused();
    PurchaseOrderId trial = world.anApprovedOrder(1);
    pauseUntilTrial();
    world.line.tend();
    JobId job = world.job(trial);
    assertThat(world.line.trial()).contains(job);
    world.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE queue_jobs SET available_at = NOW(6) + INTERVAL 1 HOUR WHERE id = ?",
                job.value()));

    world.drain();

    assertThat(statusOf(trial)).isEqualTo(SyncStatus.QUEUED);
    assertThat(world.calls("POST", "/consignments")).as("those refused before").isEqualTo(3);
  }

  @Test
  void aTrialThatBreaksGivesItsTurnUpAndIsNotRunAgainAtOnce() throws InterruptedException {
    threeRefused();
    PurchaseOrderId broken = world.anApprovedOrder(1);
    pauseUntilTrial();
    world.line.tend();
    world.emulator.clearFaults();
    world.database.useTransaction(
        tx ->
            tx.execute(
                """
                INSERT INTO lightspeed_sync_log (entity_id, operation, status, details, epoch)
                VALUES (?, 'CREATE_CONSIGNMENT', 'IN_PROGRESS', '[]', 1)
                """,
                broken.value()));

    RunResult thrown = world.sync(broken);

    assertThat(thrown).isInstanceOf(RunResult.WillRetry.class);
    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.HOLD);
    assertThat(world.line.look().trial()).as("its turn is over").isNull();
    assertThat(world.sync(broken)).isInstanceOf(RunResult.Paused.class);
  }

  @Test
  void refusalsWithAnOrderTakenBetweenThemHoldNothing() throws InterruptedException {
    for (int n = 0; n < 4; n++) {
      world.emulator.add(FORBIDDEN);
      assertThat(world.sync(world.anApprovedOrder(1))).isInstanceOf(RunResult.Failed.class);
      world.emulator.clearFaults();
      assertThat(world.sync(world.anApprovedOrder(1))).isInstanceOf(RunResult.Completed.class);
    }

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
  }

  @Test
  void oneOrderRefusedThreeTimesHoldsNothing() throws InterruptedException {
    world.emulator.add(FORBIDDEN);
    PurchaseOrderId order = world.anApprovedOrder(1);

    for (int n = 0; n < 4; n++) {
      assertThat(world.sync(order)).isInstanceOf(RunResult.Failed.class);
      world.service.retry(order.value());
    }

    assertThat(world.line.lookClosely().kind()).isEqualTo(LineState.Kind.UP);
  }

  private List<PurchaseOrderId> threeRefused() throws InterruptedException {
    world.emulator.add(FORBIDDEN);
    List<PurchaseOrderId> orders =
        List.of(world.anApprovedOrder(1), world.anApprovedOrder(1), world.anApprovedOrder(1));
    for (PurchaseOrderId order : orders) {
      world.sync(order);
    }
    return orders;
  }

  private SyncStatus statusOf(PurchaseOrderId order) {
    return world.order(order).syncStatus();
  }

  /// The first trial comes a hundredth of a minute after the hold began.
  private void pauseUntilTrial() {
    for (int third = 0; third < 9; third++) {
      world.pauseForSettling();
    }
  }

  private long tries() {
    return world.database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM queue_job_attempts WHERE outcome = 'RETRY'")
                .mapTo(Long.class)
                .one());
  }
}
