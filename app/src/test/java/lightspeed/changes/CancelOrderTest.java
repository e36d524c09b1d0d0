package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import lightspeed.job.JobId;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.CancelService.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

@Tag("slow")
final class CancelOrderTest {
  private final ChangesWorld world = new ChangesWorld();

  CancelOrderTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void beforeSendingNothingIsSent() throws Exception {
    PurchaseOrderId draft = world.aDraft(world.line(0));
    PurchaseOrderId approved = world.anApprovedOrder(world.line(0));
    int calls = world.emulator.requests().size();

    assertThat(world.cancelling.request(draft.value(), "ann"))
        .isInstanceOf(Request.Cancelled.class);
    assertThat(world.cancelling.request(approved.value(), "ann"))
        .isInstanceOf(Request.Cancelled.class);

    assertThat(world.order(draft).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(world.order(approved).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(world.audited(approved)).containsExactly("order.cancel");
    assertThat(world.emulator.requests()).hasSize(calls);
  }

  @Test
  void aSentOrderIsCancelledThereToo() throws Exception {
    PurchaseOrderId order = world.aSentOrder(2);

    assertThat(world.run(queued(order))).isInstanceOf(RunResult.Completed.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(statusThere(order)).isEqualTo("CANCELLED");
    assertThat(world.cancelling.request(order.value(), "ann"))
        .isInstanceOf(Request.AlreadyCancelled.class);
  }

  @Test
  void theNextPollTellsNothingNew() throws Exception {
    PurchaseOrderId order = world.aSentOrder(2);
    world.run(queued(order));

    world.poll();

    assertThat(world.waiting()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"LOST_ANSWER", "RESET_BEFORE", "GARBAGE", "TRUNCATED", "STATUS"})
  void anUnknownOutcomeIsReadBack(FaultKind kind) throws Exception {
    PurchaseOrderId order = world.aSentOrder(2);
    JobId job = queued(order);
    world.emulator.add(Fault.of(kind).on("PUT", "/consignments/*").nth(1));

    assertThat(world.run(job)).isInstanceOf(RunResult.WillRetry.class);
    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(world.run(job)).isInstanceOf(RunResult.Completed.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(statusThere(order)).isEqualTo("CANCELLED");
    assertThat(openIntents(order)).isZero();
  }

  @Test
  void aCreateWhoseAnswerWasLostIsFoundAndCancelled() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    world.send(order);
    assertThat(world.order(order).hasConsignment()).isFalse();

    assertThat(world.run(queued(order))).isInstanceOf(RunResult.Completed.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(statusThere(order)).isEqualTo("CANCELLED");
  }

  @Test
  void aReceivedOrderCannotBeCancelled() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.receive(world.consignment(order));
    world.pollAndRefresh();

    assertThatThrownBy(() -> world.cancelling.request(order.value(), "ann"))
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("was received");
  }

  @Test
  void anOrderThatWasReceivedUnnoticedIsRefusedAndShownAsReceived() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.receive(world.consignment(order));

    assertThat(world.run(queued(order))).isInstanceOf(RunResult.Failed.class);
    world.refreshAll();

    assertThat(world.order(order).state()).isEqualTo(OrderState.RECEIVED);
    assertThat(statusThere(order)).isEqualTo("RECEIVED");
  }

  @Test
  void askingTwiceQueuesOnce() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);

    assertThat(queued(order)).isEqualTo(queued(order));
  }

  private JobId queued(PurchaseOrderId order) {
    assertThat(world.cancelling.request(order.value(), "ann")).isInstanceOf(Request.Queued.class);
    return ((Request.Queued) world.cancelling.request(order.value(), "ann")).job();
  }

  private String statusThere(PurchaseOrderId order) {
    List<String> found =
        world.emulator.consignments(order.value()).stream()
            .map(one -> one.consignment().status().name())
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private long openIntents(PurchaseOrderId order) {
    return world.database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT COUNT(*)
                    FROM lightspeed_sync_log
                    WHERE entity_id = :order
                      AND status = 'IN_PROGRESS'
                    """)
                .bind("order", order.value())
                .mapTo(Long.class)
                .one());
  }
}
