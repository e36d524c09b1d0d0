package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.journal.JournalEntry;

/// What `--dry-run` announces is what then happens: the emulator's journal has exactly the writes
/// of the plan, in its order, and no read that it does not name, over hundreds of random orders.
/// `-DplanSeed=N` plays one again.
@Tag("slow")
final class PlanIsWhatHappensTest {
  private static final int ORDERS = 200;

  /// Where the plan cannot know an id yet.
  private static final String UNKNOWN_ID = "{id}";

  private final long seed = Long.getLong("planSeed", System.nanoTime());
  private final Random random = new Random(seed);

  /// What becomes of an order before it is planned.
  private enum Past {
    NEW,
    NEW_WITH_WRONG_SKU,
    SENT,
    STOPPED_BEFORE_LINES,
    STOPPED_BEFORE_SENDING
  }

  @Test
  void aPlanNamesExactlyTheCallsThatAreMade() throws Exception {
    try (var world = new SyncWorld()) {
      // Half of the products are unknown to the mirror until an order needs them.
      if (random.nextBoolean()) {
        world.pullCatalog();
      }
      for (int n = 0; n < ORDERS; n++) {
        planAndSend(world, n);
      }
    }
  }

  @Test
  void whatStopsAHalfMadeOrderIsToldByItsPlanInTheSameWords() throws Exception {
    try (SyncWorld world = new SyncWorld()) {
      PurchaseOrderId renamed = world.anApprovedOrder(2);
      PurchaseOrderId deleted = world.anApprovedOrder(2);
      stop(world, renamed, "POST", "/consignments/*/bulk");
      stop(world, deleted, "POST", "/consignments/*/bulk");
      world.emulator.editHeader(consignment(world, renamed), "reference", "ANOTHER");
      world.emulator.delete(consignment(world, deleted));

      for (PurchaseOrderId order : List.of(renamed, deleted)) {
        var planned = world.service.plan(world.order(order).publicId()).problems();
        var result = world.sync(order);

        assertThat(planned).hasSize(1);
        assertThat(result).isInstanceOf(RunResult.Failed.class);
        assertThat(world.order(order).lastError()).isEqualTo(planned.getFirst().sentence());
      }
    }
  }

  private static String consignment(SyncWorld world, PurchaseOrderId order) {
    return String.valueOf(world.order(order).lightspeedConsignmentId());
  }

  private void planAndSend(SyncWorld world, int n) throws InterruptedException {
    var past = Past.values()[random.nextInt(Past.values().length)];
    var lines = lines(world, past);
    var order = world.anApprovedOrder(lines);
    give(world, order, past);
    long before = world.calls();
    var plan = world.service.plan(order.value());
    long planning = world.calls() - before;
    long last = lastCall(world);

    var result = world.sync(order);

    var what = "seed %d, order %d, %s, %d lines".formatted(seed, n, past, lines.size());
    var all = world.emulator.requestsAfter(last).stream().map(PlanIsWhatHappensTest::call).toList();
    var made = all.stream().filter(call -> !call.startsWith("GET")).toList();
    var planned = plan.calls().stream().map(call -> call.method() + " " + call.path()).toList();
    assertThat(plan.isComplete()).as(what).isTrue();
    assertThat(made).as(what).hasSameSizeAs(planned);
    for (int i = 0; i < made.size(); i++) {
      assertThat(made.get(i)).as(what).matches(pattern(planned.get(i)));
    }
    var reads = plan.reads().stream().map(call -> pattern("GET " + call.path())).toList();
    assertThat(all.stream().filter(call -> call.startsWith("GET")))
        .as(what + ": reads of " + plan.reads())
        .allMatch(call -> reads.stream().anyMatch(call::matches))
        .hasSizeLessThanOrEqualTo(reads.size());
    assertThat(plan.budget().calls()).as(what).isEqualTo(planned.size() + reads.size());
    assertThat(result instanceof RunResult.Failed)
        .as(what + ": " + result)
        .isEqualTo(!plan.problems().isEmpty());
    if (past == Past.NEW_WITH_WRONG_SKU) {
      assertThat(plan.problems()).as(what).hasSize(1);
    } else {
      world.assertExactlyOnce(order);
    }
    assertThat(planning).as(what + ": a plan only looks").isLessThanOrEqualTo(reads.size());
  }

  private List<OrderDraft.Line> lines(SyncWorld world, Past past) {
    // Mostly small, now and then more than fit into one call.
    int count = random.nextInt(20) == 0 ? 501 + random.nextInt(100) : 1 + random.nextInt(12);
    int first = random.nextInt(world.products() - Math.min(count, world.products()) + 1);
    var lines = new ArrayList<OrderDraft.Line>();
    for (int i = 0; i < Math.min(count, world.products()); i++) {
      lines.add(world.line(first + i));
    }
    if (past == Past.NEW_WITH_WRONG_SKU) {
      lines.add(
          random.nextInt(lines.size() + 1),
          new OrderDraft.Line(
              "NO-SUCH-" + random.nextInt(1000), null, BigDecimal.ONE, BigDecimal.ONE));
    }
    return lines;
  }

  /// Sends it, or lets a call of it be refused so that it stands where the next try goes on.
  private void give(SyncWorld world, PurchaseOrderId order, Past past) throws InterruptedException {
    switch (past) {
      case NEW, NEW_WITH_WRONG_SKU -> {}
      case SENT -> world.syncToTheEnd(order);
      case STOPPED_BEFORE_LINES -> stop(world, order, "POST", "/consignments/*/bulk");
      case STOPPED_BEFORE_SENDING -> stop(world, order, "PUT", "/consignments/*");
    }
  }

  private static void stop(SyncWorld world, PurchaseOrderId order, String method, String path)
      throws InterruptedException {
    world.emulator.add(Fault.of(FaultKind.STATUS).status(422).on(method, path).times(1));
    world.sync(order);
    world.emulator.clearFaults();
  }

  private static long lastCall(SyncWorld world) {
    var all = world.emulator.requests();
    return all.isEmpty() ? 0 : all.getLast().n();
  }

  private static String call(JournalEntry entry) {
    var path = entry.path().replaceFirst("^/api/2\\.0", "");
    return entry.method() + " " + path + (entry.query().isEmpty() ? "" : "?" + entry.query());
  }

  /// Queries of the plan are the beginning of those that are made.
  private static String pattern(String planned) {
    var quoted = "\\Q" + planned.replace(UNKNOWN_ID, "\\E[^/?]+\\Q") + "\\E";
    return quoted + "([?&].*)?";
  }
}
