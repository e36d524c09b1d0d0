package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.drift.Grade;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
