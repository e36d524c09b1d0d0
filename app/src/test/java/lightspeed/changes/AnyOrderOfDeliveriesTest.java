package lightspeed.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import lightspeed.drift.Difference;
import lightspeed.drift.RemoteOrder;
import lightspeed.job.Worker;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Staff do what they like with some orders; of each act some deliveries come, never, once or
/// again, up to 48 hours later; polls come in between, and some fail; what was read is applied at
/// once, or hours after it was read; two workers race. In the end everything here is as if only one
/// poll had been made at the very end. Time is the order of a queue, so 48 hours pass at once.
///
/// Replay a failure with `-Dlightspeed.seed=N`.
@Tag("slow")
final class AnyOrderOfDeliveriesTest {
  private static final int SEEDS = Integer.getInteger("lightspeed.seeds", 6);
  private static final int ORDERS = 2;
  private static final int ACTS = 18;
  private static final Duration LATEST = Duration.ofDays(2);

  private final ChangesWorld world = new ChangesWorld();
  private final ApplyRemote applyRemote = new ApplyRemote(world.parts);
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<PurchaseOrderId> orders = new ArrayList<>();
  private int numbers;

  AnyOrderOfDeliveriesTest() throws IOException, InterruptedException {}

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  static LongStream seeds() {
    Long one = Long.getLong("lightspeed.seed");
    return one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
  }

  @FunctionalInterface
  private interface Act {
    void happen() throws InterruptedException;
  }

  private record Event(Duration at, int number, Act act) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = at.compareTo(other.at);
      return byTime == 0 ? Integer.compare(number, other.number) : byTime;
    }
  }

  /// What is shown of an order in the end.
  private record Shown(
      String state,
      @Nullable String status,
      @Nullable Long version,
      List<String> received,
      List<Difference> drift) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void endsAsPollingAloneWouldEnd(long seed) throws Exception {
    System.out.println("AnyOrderOfDeliveriesTest seed=" + seed);
    Random random = new Random(seed);
    for (int n = 0; n < ORDERS; n++) {
      // Two lines of one product: what was received is spread over them.
      orders.add(world.aSentOrder(world.line(0, 3), world.line(1, 8), world.line(0, 4)));
    }
    world.poll();
    List<PurchaseOrder> beginning = orders.stream().map(world::order).toList();
    long compared = world.database.read(world.register::uncompared).after();

    plan(random);
    while (!events.isEmpty()) {
      events.remove().act().happen();
    }
    world.emulator.clearFaults();
    world.pollAndRefresh();
    Map<PurchaseOrderId, Shown> after = shown();

    restore(beginning, compared);
    world.pollAndRefresh();

    assertThat(after).as("seed " + seed).isEqualTo(shown());
    orders.forEach(order -> assertReceivedIsWhatLightspeedHas(order, seed));
  }

  private void plan(Random random) {
    for (int n = 0; n < ACTS; n++) {
      PurchaseOrderId order = orders.get(random.nextInt(ORDERS));
      Duration at = Duration.ofMinutes(random.nextInt(24 * 60));
      int deliveries = random.nextInt(3);
      long staff = random.nextLong();
      at(at, () -> staffDoes(order, new Random(staff)));
      for (int d = 0; d < deliveries; d++) {
        deliver(order, at, random);
      }
    }
    for (int n = 0; n < 8; n++) {
      boolean fails = random.nextInt(3) == 0;
      at(Duration.ofMinutes(random.nextLong(LATEST.toMinutes())), () -> poll(fails));
    }
    at(Duration.ofMinutes(random.nextLong(LATEST.toMinutes())), this::race);
  }

  private void deliver(PurchaseOrderId order, Duration act, Random random) {
    if (random.nextBoolean()) {
      at(
          act.plusMinutes(random.nextLong(LATEST.toMinutes())),
          () -> world.delivery(world.consignment(order)));
      return;
    }
    Duration at = act.plusMinutes(random.nextLong(90));
    // A slow worker: what it read is applied much later.
    Duration later = at.plusMinutes(random.nextLong(LATEST.toMinutes()));
    if (random.nextBoolean()) {
      later = later.plus(LATEST.multipliedBy(2)); // After everything else.
    }
    Duration applied = later;
    at(
        at,
        () -> {
          ConsignmentId id = world.consignmentId(order);
          Optional<RemoteOrder> read =
              RemoteOrder.read(world.parts.findGone(), world.client, Caller.person(), id);
          at(
              applied,
              () -> world.database.useTransaction(tx -> applyRemote.apply(tx, id.value(), read)));
        });
  }

  private void poll(boolean fails) throws InterruptedException {
    if (fails) {
      world.emulator.add(Fault.of(FaultKind.GARBAGE).on("GET", "/consignments*").times(1));
    }
    world.pollAndRefresh();
    world.emulator.clearFaults();
  }

  /// Two workers take everything there is at the same time.
  private void race() throws InterruptedException {
    orders.forEach(
        order ->
            world.database.useTransaction(
                tx -> world.changes.requestRefresh(tx, world.consignment(order))));
    world.changes.requestPoll();
    try (Worker one = world.newWorker(7);
        Worker other = world.newWorker(8)) {
      one.start();
      other.drain();
    }
  }

  private void at(Duration at, Act act) {
    events.add(new Event(at, numbers++, act));
  }

  private void staffDoes(PurchaseOrderId order, Random random) {
    String id = world.consignment(order);
    try {
      switch (random.nextInt(9)) {
        case 0, 1 -> world.emulator.dispatch(id);
        case 2, 3 -> world.emulator.receive(id, some(random));
        case 4 -> world.emulator.receive(id);
        case 5, 6 -> world.emulator.revert(id);
        case 7 ->
            world.emulator.editCount(id, world.sku(1), BigDecimal.valueOf(1 + random.nextInt(9)));
        default -> world.emulator.cancel(id);
      }
    } catch (RuntimeException notInThisState) {
      // The shop refuses what its state does not allow; then nothing happened.
    }
  }

  private Map<String, BigDecimal> some(Random random) {
    Map<String, BigDecimal> received = new HashMap<>();
    received.put(world.sku(0), BigDecimal.valueOf(random.nextInt(11)));
    received.put(world.sku(1), BigDecimal.valueOf(1 + random.nextInt(11)));
    return received;
  }

  private Map<PurchaseOrderId, Shown> shown() {
    Map<PurchaseOrderId, Shown> all = new HashMap<>();
    for (PurchaseOrderId id : orders) {
      PurchaseOrder order = world.order(id);
      all.put(
          id,
          new Shown(
              order.state().name(),
              order.lightspeedStatus(),
              order.lightspeedVersion(),
              world.lines(id).stream().map(line -> line.quantityReceived().toString()).toList(),
              world.database.read(tx -> world.drift.of(tx, id)).stream()
                  .map(finding -> finding.difference())
                  .toList()));
    }
    return all;
  }

  private void assertReceivedIsWhatLightspeedHas(PurchaseOrderId order, long seed) {
    Map<String, BigDecimal> here = new HashMap<>();
    for (LineItem line : world.lines(order)) {
      here.merge(String.valueOf(line.productId()), line.quantityReceived(), BigDecimal::add);
    }
    world
        .emulator
        .consignments(order.value())
        .getFirst()
        .lines()
        .forEach(
            line ->
                assertThat(here.get(line.productId()))
                    .as("received of " + order + ", seed " + seed)
                    .isEqualByComparingTo(
                        line.received() == null ? BigDecimal.ZERO : line.received()));
    Consignment there = world.emulator.consignments(order.value()).getFirst().consignment();
    assertThat(world.order(order).lightspeedStatus()).isEqualTo(there.status().name());
  }

  private void restore(List<PurchaseOrder> beginning, long compared) {
    world.database.useTransaction(
        tx -> {
          for (PurchaseOrder order : beginning) {
            tx.execute(
                """
                UPDATE vend_consignments
                SET state = ?, lightspeed_status = ?, lightspeed_version = ?,
                  lightspeed_lines_version = NULL
                WHERE id = ?
                """,
                order.state().name(),
                order.lightspeedStatus(),
                order.lightspeedVersion(),
                order.id().value());
          }
          tx.execute("UPDATE vend_consignment_line_items SET quantity_received = 0");
          tx.execute("DELETE FROM lightspeed_drift");
          tx.execute("UPDATE lightspeed_register SET compared_change = ?", compared);
        });
  }
}
