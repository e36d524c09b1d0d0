package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Objects;
import lightspeed.drift.Standing;
import lightspeed.drift.Standing.Agreement;
import lightspeed.drift.Standing.Consignment;
import lightspeed.drift.Standing.Role;
import lightspeed.drift.Standings;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Installation;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.sync.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an order says of itself: whether it agrees with Lightspeed, what it waits for, and the
/// command that is the next step.
final class StandingsTest {
  private final ChangesWorld world = new ChangesWorld();
  private final Installation installation = world.syncParts.connection().installation();

  StandingsTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  private Standing of(PurchaseOrderId order) {
    return new Standings(world.database, world.sync, installation)
        .of(world.sync.report(order.value()));
  }

  private @Nullable Waiting waiting(PurchaseOrderId order) {
    return world.sync.report(order.value()).waiting();
  }

  private Waiting.Kind kind(PurchaseOrderId order) {
    return Objects.requireNonNull(waiting(order)).kind();
  }

  /// As if it was never queued, or its job was deleted.
  private void withoutJob(String syncStatus) {
    world.database.useTransaction(
        tx -> {
          tx.execute("DELETE FROM queue_jobs WHERE active_key LIKE 'sync_po:%'");
          tx.execute("UPDATE vend_consignments SET sync_status = ?", syncStatus);
        });
  }

  private String number(PurchaseOrderId order) {
    return world.order(order).publicId();
  }

  @Test
  void aSentOrderAgreesAndNothingIsToBeDone() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);

    Standing now = of(order);

    assertThat(now.agreement()).isEqualTo(Agreement.AGREES);
    assertThat(waiting(order)).isNull();
    assertThat(now.remedy()).isNull();
    assertThat(now.consignments())
        .containsExactly(new Consignment(world.consignment(order), Role.OWN, "SENT"));
  }

  @Test
  void anEditOfStaffIsPlainUntilItIsLeft() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    world.emulator.editCount(world.consignment(order), world.sku(0), BigDecimal.valueOf(1));
    world.pollAndRefresh();

    assertThat(of(order).agreement()).isEqualTo(Agreement.PLAIN);
    assertThat(of(order).remedy()).isEqualTo("lightspeed-cli sync:diff " + number(order));

    world.driftService.ignore(order.value(), "ann");

    assertThat(of(order).agreement()).isEqualTo(Agreement.AGREES);
    assertThat(of(order).remedy()).isNull();
  }

  @Test
  void aSecondConsignmentIsLoudAndNamed() throws Exception {
    PurchaseOrderId order = world.aSentOrder(1);
    String second = world.emulator.duplicate(world.consignment(order));
    world.pollAndRefresh();

    Standing now = of(order);

    assertThat(now.agreement()).isEqualTo(Agreement.LOUD);
    assertThat(now.remedy()).isEqualTo("lightspeed-cli sync:diff " + number(order));
    assertThat(now.consignments())
        .extracting(Consignment::role)
        .containsExactly(Role.OWN, Role.SECOND);
    assertThat(now.consignments().getLast().id()).isEqualTo(second);
  }

  @Test
  void anApprovedOrderWithoutAJobWaitsForAPerson() {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    withoutJob("NOT_SYNCED");

    Standing now = of(order);

    assertThat(now.agreement()).isEqualTo(Agreement.UNKNOWN);
    assertThat(kind(order)).isEqualTo(Waiting.Kind.PERSON);
    assertThat(now.remedy()).isEqualTo("lightspeed-cli sync:po " + number(order));
    assertThat(now.consignments()).isEmpty();
  }

  @Test
  void aRefusedOrderWaitsForAPerson() {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    withoutJob("FAILED");

    assertThat(kind(order)).isEqualTo(Waiting.Kind.PERSON);
    assertThat(of(order).remedy()).isEqualTo("lightspeed-cli sync:retry " + number(order));
  }

  @Test
  void aQueuedOrderWaitsForNothingButItsTurn() {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));

    assertThat(waiting(order)).isNull();
    assertThat(of(order).remedy()).isNull();
  }

  @Test
  void whileTheLineIsDownAQueuedOrderWaitsForIt() throws Exception {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.sync.retry(order.value());
    world.emulator.close();
    world.syncParts.connection().line().settle();

    Standing now = of(order);

    assertThat(kind(order)).isEqualTo(Waiting.Kind.LINE_DOWN);
    assertThat(now.remedy()).isEqualTo("lightspeed-cli vend:test");
  }

  @Test
  void inACopyAnApprovedOrderWaitsForTheConfirmation() {
    PurchaseOrderId order = world.anApprovedOrder(world.line(0));
    world.sync.retry(order.value());
    var confirming = new ConfirmInstallation(installation);
    var _ = confirming.copy(confirming.state().shown(), "ann");

    assertThat(kind(order)).isEqualTo(Waiting.Kind.COPY);
    assertThat(of(order).remedy()).isEqualTo("lightspeed-cli installation:confirm");
  }
}
