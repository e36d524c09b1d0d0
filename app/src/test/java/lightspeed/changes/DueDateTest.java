package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import lightspeed.drift.Difference;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// A due date is a day at the outlet, on every side of Greenwich. What the user saw: due 2026-12-01
/// was 30 November west of Greenwich, and editing a note moved the date.
@Tag("slow")
final class DueDateTest {
  private static final LocalDate DUE = LocalDate.of(2026, 12, 1);

  private final ChangesWorld world = new ChangesWorld();
  private final TimeZone zoneOfThisProcess = TimeZone.getDefault();

  DueDateTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    TimeZone.setDefault(zoneOfThisProcess);
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "America/New_York,Pacific/Auckland",
    "Pacific/Honolulu,America/New_York",
    "Pacific/Auckland,Pacific/Honolulu",
    "Europe/Berlin,UTC"
  })
  void theDayIsTheSameHereAndThereWhereverTheProcessRuns(String outlet, String process)
      throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone(process));
    outletIsIn(outlet);

    PurchaseOrderId order = aSentOrderDueOn(DUE);

    assertThat(dueThere(order)).isEqualTo(DUE.atStartOfDay(ZoneId.of(outlet)).toInstant());
    assertThat(world.order(order).dueAt()).isEqualTo(DUE);
    assertThat(differences(order)).isEmpty();
    world.emulator.editHeader(world.consignment(order), "name", "another note");
    world.pollAndRefresh();
    assertThat(world.order(order).dueAt()).isEqualTo(DUE);
    assertThat(differences(order)).isEmpty();
  }

  @Test
  void anotherTimeOfTheSameDayIsNoDifferenceAndIsKeptByAPush() throws Exception {
    outletIsIn("America/New_York");
    PurchaseOrderId order = aSentOrderDueOn(DUE);
    Instant fiveInTheAfternoon = Instant.parse("2026-12-01T22:00:00Z");
    world.emulator.editHeader(world.consignment(order), "due_at", fiveInTheAfternoon.toString());
    world.emulator.editCount(world.consignment(order), world.sku(0), BigDecimal.valueOf(99));

    assertThat(differences(order)).extracting(Difference::item).noneMatch("due_at"::equals);
    assertThat(world.run(world.driftService.pushLocal(order.value(), "ann")))
        .isInstanceOf(RunResult.Completed.class);

    assertThat(dueThere(order)).isEqualTo(fiveInTheAfternoon);
    assertThat(differences(order)).isEmpty();
  }

  @Test
  void anotherTimeOfTheSameDayIsKeptWhenTheOrderIsSent() throws Exception {
    outletIsIn("Pacific/Auckland");
    PurchaseOrderId order = aDraftDueOn(DUE);
    world.orderService.approve(order.value(), "test");
    world.emulator.add(
        Fault.of(FaultKind.STATUS).on("POST", "/consignments/*/bulk").nth(1).status(422));
    world.send(order);
    Instant noon = Instant.parse("2026-11-30T23:00:00Z");
    world.emulator.editHeader(world.consignment(order), "due_at", noon.toString());
    world.sync.retry(order.value());

    assertThat(world.send(order)).isInstanceOf(RunResult.Completed.class);

    assertThat(world.order(order).state()).isEqualTo(OrderState.SENT);
    assertThat(dueThere(order)).isEqualTo(noon);
    assertThat(differences(order)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "Pacific/Auckland"})
  void anotherDayIsADifferenceInDaysAndIsTakenOrPushedAsADay(String zone) throws Exception {
    outletIsIn(zone);
    LocalDate later = DUE.plusDays(2);
    PurchaseOrderId taken = aSentOrderDueOn(DUE);
    PurchaseOrderId pushed = aSentOrderDueOn(DUE);
    for (PurchaseOrderId order : List.of(taken, pushed)) {
      world.emulator.editHeader(
          world.consignment(order),
          "due_at",
          later.atStartOfDay(ZoneId.of(zone)).toInstant().toString());
    }

    assertThat(differences(taken))
        .extracting(Difference::item, Difference::here, Difference::there)
        .containsExactly(tuple("due_at", DUE.toString(), later.toString()));
    world.driftService.takeRemote(taken.value(), "ann");
    world.run(world.driftService.pushLocal(pushed.value(), "ann"));

    assertThat(world.order(taken).dueAt()).isEqualTo(later);
    assertThat(dueThere(pushed)).isEqualTo(DUE.atStartOfDay(ZoneId.of(zone)).toInstant());
    assertThat(differences(taken)).isEmpty();
    assertThat(differences(pushed)).isEmpty();
  }

  @Test
  void anOutletWithoutAZoneOrWithOneThatNobodyKnowsCountsInUtc() throws Exception {
    outletIsIn("Mars/Olympus_Mons");

    PurchaseOrderId order = aSentOrderDueOn(DUE);

    assertThat(dueThere(order)).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(differences(order)).isEmpty();
  }

  private void outletIsIn(String zone) {
    world.database.useTransaction(tx -> tx.execute("UPDATE vend_outlets SET time_zone = ?", zone));
  }

  private PurchaseOrderId aDraftDueOn(LocalDate day) {
    PurchaseOrderId id = world.aDraft(world.line(0));
    PurchaseOrder now = world.order(id);
    world.orderService.replace(
        id.value(),
        new OrderDraft(now.supplier(), now.outlet(), null, null, day, List.of(world.line(0))),
        null,
        "ann");
    return id;
  }

  private PurchaseOrderId aSentOrderDueOn(LocalDate day) throws InterruptedException {
    PurchaseOrderId id = aDraftDueOn(day);
    world.orderService.approve(id.value(), "test");
    assertThat(world.send(id)).isInstanceOf(RunResult.Completed.class);
    return id;
  }

  private @Nullable Instant dueThere(PurchaseOrderId order) {
    return world.emulator.consignments(order.value()).getFirst().consignment().header().dueAt();
  }

  private List<Difference> differences(PurchaseOrderId order) throws InterruptedException {
    DriftService.Report report = world.driftService.diff(order.value());
    return report.findings().stream().map(Finding::difference).toList();
  }
}
