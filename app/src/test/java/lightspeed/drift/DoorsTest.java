package lightspeed.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lightspeed.changes.ChangesWorld;
import lightspeed.drift.DriftService.Report;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentLine;
import lightspeed.xseries.ProductId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;
import xseries.emulator.consignment.ShopLine;

/// Walks through every way out of every kind of difference. A door that is offered does what it
/// says; one that is not offered is refused, changes nothing, and names one that works.
@Tag("slow")
final class DoorsTest {
  private ChangesWorld world;

  @BeforeEach
  void open() throws Exception {
    world = new ChangesWorld();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  /// How an order and Lightspeed come to differ.
  enum Case {
    CANCELLED_HERE_ONLY(Kind.STATUS),
    STATUS_WITHOUT_A_STATE(Kind.STATUS),
    RENAMED(Kind.REFERENCE),
    RENAMED_AND_A_COUNT(Kind.COUNT),
    OTHER_OUTLET(Kind.OUTLET),
    OTHER_SUPPLIER(Kind.SUPPLIER),
    DUE_ON_A_DAY(Kind.DUE_AT),
    LINE_TAKEN_OFF(Kind.LINE),
    LINE_ADDED(Kind.LINE),
    COUNT_RAISED(Kind.COUNT),
    COUNT_LOWERED(Kind.COUNT),
    COUNT_TO_NOTHING(Kind.COUNT),
    OTHER_COST(Kind.COST),
    RECEIVED_IN_PART(Kind.RECEIVED),
    SKU_RENAMED(Kind.SKU),
    GONE(Kind.DELETED),
    DUPLICATED(Kind.SECOND),
    DUPLICATED_AND_RENAMED(Kind.SECOND),
    SPLIT_AND_RAISED(Kind.COUNT),
    SPLIT_AFTER_THE_DUE_DATE_CHANGED(Kind.DUE_AT),
    SPLIT_AND_NOT_YET_SEEN(Kind.RECEIVED);

    private final Kind kind;

    Case(Kind kind) {
      this.kind = kind;
    }
  }

  @Test
  void everyKindOfDifferenceIsWalkedThrough() {
    assertThat(Arrays.stream(Case.values()).map(one -> one.kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Kind.values());
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void takingOverIsOfferedWhereItWorksAndRefusedWhereItDoesNot(Case one) throws Exception {
    PurchaseOrderId order = differing(one);
    Report before = look(order, one);
    List<LineItem> lines = world.lines(order);

    if (before.doors().taken().isEmpty()) {
      assertRefused(() -> world.driftService.takeRemote(order.value(), "ann"));
      assertThat(world.lines(order)).isEqualTo(lines);
      assertThat(items(look(order, one))).isEqualTo(items(before));
    } else {
      world.driftService.takeRemote(order.value(), "ann");
      world.pollAndRefresh();
      assertSettled(order, before, before.doors().taken());
    }
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void pushingIsOfferedWhereItWorksAndRefusedWhereItDoesNot(Case one) throws Exception {
    PurchaseOrderId order = differing(one);
    Report before = look(order, one);
    List<LineItem> lines = world.lines(order);

    if (before.doors().pushed().isEmpty()) {
      assertRefused(() -> world.driftService.pushLocal(order.value(), "ann"));
      assertThat(items(look(order, one))).isEqualTo(items(before));
    } else {
      RunResult result = world.run(world.driftService.pushLocal(order.value(), "ann"));
      assertThat(result).isInstanceOf(RunResult.Completed.class);
      world.pollAndRefresh();
      assertSettled(order, before, before.doors().pushed());
    }
    assertThat(world.lines(order)).as("pushing changes nothing here").isEqualTo(lines);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void ignoringWorksAlwaysAndForEverySurface(Case one) throws Exception {
    PurchaseOrderId order = differing(one);
    look(order, one);

    Report after = world.driftService.ignore(order.value(), "ann");

    assertThat(after.open()).isEmpty();
    assertThat(world.driftService.diff(order.value()).open()).isEmpty();
    for (Grade grade : Grade.values()) {
      List<String> open = world.openOrders(grade);
      assertThat(open).isEmpty();
    }
  }

  private interface Door {
    Object go() throws Exception;
  }

  private static void assertRefused(Door door) {
    assertThatThrownBy(door::go)
        .isInstanceOf(PurchaseOrderException.Conflict.class)
        .hasMessageContaining("What works: sync:diff");
  }

  /// What was offered is settled, and nothing differs that did not before.
  private void assertSettled(PurchaseOrderId order, Report before, List<Difference> offered)
      throws Exception {
    Report after = world.driftService.diff(order.value());
    assertThat(items(after)).isSubsetOf(items(before));
    assertThat(items(after)).doesNotContainAnyElementsOf(items(offered));
  }

  private Report look(PurchaseOrderId order, Case one) throws Exception {
    Report report = world.driftService.diff(order.value());
    assertThat(report.findings().stream().map(DriftStore.Finding::difference).map(Kind::of))
        .as("%s", report.findings())
        .contains(one.kind);
    return report;
  }

  private static List<String> items(Report report) {
    return items(report.findings().stream().map(DriftStore.Finding::difference).toList());
  }

  private static List<String> items(List<Difference> differences) {
    return differences.stream().map(Difference::item).toList();
  }

  /// Sent with ten of the first product and six of the second.
  private PurchaseOrderId differing(Case one) throws Exception {
    PurchaseOrderId order = world.aSentOrder(world.line(0, 10), world.line(1, 6));
    String own = world.consignment(order);
    switch (one) {
      case CANCELLED_HERE_ONLY ->
          sql("UPDATE vend_consignments SET state = 'CANCELLED' WHERE id = ?", order);
      case STATUS_WITHOUT_A_STATE ->
          sql("UPDATE vend_consignments SET state = 'APPROVED' WHERE id = ?", order);
      case RENAMED -> header(own, "reference", "X");
      case RENAMED_AND_A_COUNT -> {
        header(own, "reference", "X");
        world.emulator.editCount(own, world.sku(0), BigDecimal.TWO);
      }
      case OTHER_OUTLET -> header(own, "outlet_id", world.emulator.outlets().getLast().id());
      case OTHER_SUPPLIER -> header(own, "supplier_id", world.emulator.suppliers().getLast().id());
      case DUE_ON_A_DAY -> header(own, "due_at", "2026-12-24T10:00:00Z");
      case LINE_TAKEN_OFF -> line(own, 1, null, null, true);
      case LINE_ADDED -> add(order, 5);
      case COUNT_RAISED -> line(own, 0, "59", null, false);
      case COUNT_LOWERED -> line(own, 0, "3", null, false);
      case COUNT_TO_NOTHING -> line(own, 0, "0", null, false);
      case OTHER_COST -> line(own, 0, null, "7.1234567", false);
      case RECEIVED_IN_PART ->
          world.emulator.receivePart(own, Map.of(world.sku(0), new BigDecimal(4)));
      case SKU_RENAMED -> world.emulator.editProduct(product(0), ProductEdit.none().sku("RENAMED"));
      case GONE -> world.client.deleteConsignment(Caller.person(), world.consignmentId(order));
      case DUPLICATED -> {
        world.emulator.duplicate(own);
        world.pollAndRefresh();
      }
      case DUPLICATED_AND_RENAMED -> {
        world.emulator.duplicate(own);
        world.pollAndRefresh();
        header(own, "reference", "X");
      }
      case SPLIT_AND_RAISED -> {
        String rest = split(own);
        line(rest, 0, "50", null, false);
        world.emulator.receive(rest);
        world.pollAndRefresh();
      }
      case SPLIT_AFTER_THE_DUE_DATE_CHANGED -> {
        header(own, "due_at", "2026-12-24T10:00:00Z");
        world.emulator.receive(split(own));
        world.pollAndRefresh();
      }
      case SPLIT_AND_NOT_YET_SEEN -> world.emulator.receive(split(own));
    }
    return order;
  }

  /// Four of ten arrived; the rest stands in a second consignment, which was seen.
  private String split(String own) throws Exception {
    world.emulator.receive(
        own, Map.of(world.sku(0), new BigDecimal(4), world.sku(1), new BigDecimal(6)));
    String rest = world.emulator.split(own);
    world.pollAndRefresh();
    return rest;
  }

  private void header(String own, String member, String value) {
    world.emulator.editHeader(own, member, value);
  }

  private void line(
      String own, int n, @Nullable String count, @Nullable String cost, boolean isRemoved) {
    world.emulator.edit(
        own, new ShopLine(world.sku(n), number(count), null, number(cost), isRemoved));
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private void add(PurchaseOrderId order, int n) throws InterruptedException {
    world.client.addProducts(
        Caller.person(),
        world.consignmentId(order),
        List.of(
            new ConsignmentLine(
                new ProductId(product(n)), BigDecimal.valueOf(4), new BigDecimal("1.5"))));
  }

  private String product(int n) {
    return world.emulator.products().stream()
        .filter(product -> product.sku().equals(world.sku(n)))
        .map(Product::id)
        .findFirst()
        .orElseThrow();
  }

  private void sql(String statement, PurchaseOrderId order) {
    world.database.useTransaction(tx -> tx.execute(statement, order.value()));
  }
}
