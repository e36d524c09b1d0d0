package lightspeed.world;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobException;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.world.WorldScript.Act;
import lightspeed.world.WorldScript.Step;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.consignment.ShopLine;
import xseries.emulator.consignment.StaffOrder;
import xseries.emulator.consignment.Status;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// A store, a database and one process of ours at a time, in which seeds are played one after the
/// other.
final class WorldLane implements AutoCloseable {
  private static final int QUIET_ROUNDS = 12;
  private static final Duration LONGEST_DELAY = Duration.ofMillis(2_400);

  private final TestDatabase testDatabase = TestDatabase.migrated();
  private final Emulator emulator;
  private final List<Product> orderable;
  private final Tally tally;
  private final WorldBreakage breakage;
  private WorldProcess process;
  private People people = new People();
  private @Nullable Snapshot backup;
  private List<String> numbers = List.of();
  private int lines;
  private int nextProduct;
  private long processes;

  WorldLane(Tally tally, WorldBreakage breakage) throws IOException, InterruptedException {
    this.tally = tally;
    this.breakage = breakage;
    this.emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    this.orderable =
        emulator.products().stream()
            .filter(product -> product.isActive() && product.deletedAt() == null)
            .filter(product -> !product.isComposite() && !product.hasVariants())
            .toList();
    this.process = newProcess();
    process.pullCatalog(emulator);
  }

  /// What was played.
  static final class Tally {
    final Map<Act, Integer> acts = new EnumMap<>(Act.class);
    int orders;
    int checked;
  }

  private WorldProcess newProcess() {
    return new WorldProcess(breakage.breaking(testDatabase.dataSource()), emulator, ++processes);
  }

  /// Plays one seed to its end.
  ///
  /// @return every invariant that does not hold; empty when all is well
  List<String> play(long seed) throws InterruptedException {
    WorldScript script = WorldScript.of(seed);
    people = new People();
    backup = null;
    lines = script.lines();
    numbers = new ArrayList<>();
    for (int n = 0; n < script.orders(); n++) {
      numbers.add("W-" + seed + "-" + n);
      create(n);
      approve(n);
    }
    tally.orders += script.orders();
    backup =
        script.steps().stream().anyMatch(step -> step.act() == Act.RESTORE)
            ? Snapshot.take(process.database, testDatabase.dataSource())
            : null;
    try {
      for (Step step : script.steps()) {
        if (act(step)) {
          tally.acts.merge(step.act(), 1, Integer::sum);
        }
      }
      emulator.clearFaults();
      becomeQuiet();
      tally.checked++;
      return new WorldOracle(process, emulator, people).violations(numbers);
    } finally {
      emulator.clearFaults();
      forgetOrders();
    }
  }

  private void create(int order) {
    List<OrderDraft.Line> draft = new ArrayList<>();
    for (int n = 0; n < lines; n++) {
      draft.add(
          new OrderDraft.Line(
              product(order, n).sku(),
              null,
              BigDecimal.valueOf(n + 2L),
              new BigDecimal((n + 1) + ".50")));
    }
    var _ =
        process.orderService.create(
            numbers.get(order),
            new OrderDraft(
                emulator.suppliers().getFirst().id(),
                emulator.outlets().getFirst().id(),
                null,
                null,
                null,
                draft),
            "test");
  }

  private Product product(int order, int line) {
    return orderable.get((order * 8 + line) % 64);
  }

  private void approve(int order) {
    var _ = process.orderService.approve(numbers.get(order), "test");
  }

  /// @return false when there was nothing to act on
  private boolean act(Step step) throws InterruptedException {
    try {
      return switch (step.act().actor()) {
        case SYSTEM -> system(step.act());
        case STAFF -> staff(step);
        case CATALOGUE -> catalogue(step);
        case OPERATOR -> operator(step);
        case LINE -> line(step);
        case DATABASE -> database(step.act());
      };
    } catch (PurchaseOrderException | JobException | Refusal refusedByARule) {
      return false;
    } catch (XSeriesException noAnswer) {
      return true;
    }
  }

  private boolean system(Act act) throws InterruptedException {
    switch (act) {
      case WORK -> process.work();
      case POLL -> {
        process.changes.requestPoll();
        process.work();
      }
      default -> restart();
    }
    return true;
  }

  private void restart() {
    process.close();
    process = newProcess();
  }

  private boolean database(Act act) throws InterruptedException {
    if (act == Act.BACK_UP) {
      backup = Snapshot.take(process.database, testDatabase.dataSource());
      return true;
    }
    if (backup == null || people.hasRenamed()) {
      return false;
    }
    process.close();
    backup.restore();
    process = newProcess();
    for (int n = 0; n < numbers.size(); n++) {
      // What was ordered after the backup is imported again.
      if (process.orderService.find(numbers.get(n)).isEmpty()) {
        create(n);
        approve(n);
      }
    }
    return true;
  }

  private boolean line(Step step) {
    Fault fault =
        switch (step.act()) {
          case DOWN -> Fault.of(FaultKind.STATUS).status(503).times(3 + step.number() % 20);
          case ONE_401 -> Fault.of(FaultKind.STATUS).status(401).times(1);
          case ONE_403 ->
              Fault.of(FaultKind.STATUS).status(403).on("POST", "/consignments*").times(1);
          default -> brokenCall(step.number());
        };
    emulator.add(fault);
    return true;
  }

  private static Fault brokenCall(int number) {
    FaultKind[] kinds = {
      FaultKind.LOST_ANSWER,
      FaultKind.LATE_APPLY,
      FaultKind.RESET_BEFORE,
      FaultKind.GARBAGE,
      FaultKind.TRUNCATED
    };
    String[][] calls = {
      {"POST", "/consignments"},
      {"POST", "/consignments/*/bulk"},
      {"PUT", "/consignments/*"},
      {"GET", "/consignments*"}
    };
    String[] call = calls[number % calls.length];
    return Fault.of(kinds[(number / calls.length) % kinds.length])
        .delay(LONGEST_DELAY.dividedBy(1 + number % 3))
        .on(call[0], call[1])
        .times(1);
  }

  private boolean catalogue(Step step) {
    if (backup != null) {
      // An order that is restored means the new product, and its consignment has the old one: it
      // stops and says so, but its goods cannot be counted any more.
      return false;
    }
    Product product = product(step.order(), step.number() % lines);
    if (step.act() == Act.MOVE_SKU) {
      nextProduct++;
      emulator.moveSku(product.id(), orderable.get(100 + nextProduct % 400).id());
    } else {
      return false; // A deactivated product stays so for the seeds that follow: see the plain
      // tests.
    }
    return true;
  }

  private boolean operator(Step step) throws InterruptedException {
    String number = numbers.get(step.order());
    switch (step.act()) {
      case CANCEL -> {
        var _ = process.cancelling.request(number, "test");
      }
      case RETRY -> {
        var _ = process.sync.retry(number);
      }
      case RETRY_ALL -> {
        var _ = process.queue.retryAll(null, null);
      }
      case TAKE_REMOTE -> {
        var _ = process.driftService.takeRemote(number, "test");
        own(number).ifPresent(people::forgetEdits);
      }
      case PUSH_LOCAL -> {
        var _ = process.driftService.pushLocal(number, "test");
        own(number).ifPresent(people::forgetEdits);
      }
      case REOPEN -> {
        var _ = process.reopening.reopen(number, "test");
      }
      default -> approve(step.order());
    }
    return true;
  }

  private Optional<String> own(String number) {
    return process
        .orderService
        .find(number)
        .map(PurchaseOrder::lightspeedConsignmentId)
        .flatMap(Optional::ofNullable);
  }

  private boolean staff(Step step) {
    String number = numbers.get(step.order());
    if (step.act() == Act.STAFF_KEY_NUMBER) {
      keyByHand(step, number);
      return true;
    }
    Emulator.Snapshot ours =
        emulator.consignments(number).stream()
            .filter(one -> !one.consignment().isDeleted())
            .filter(one -> !people.hasMade(one.consignment().id()))
            .findFirst()
            .orElse(null);
    if (ours == null) {
      return false;
    }
    String id = ours.consignment().id();
    switch (step.act()) {
      case STAFF_EDIT -> edit(ours, step.number());
      case STAFF_ADD -> {
        Product other = orderable.get(80 + step.number() % 10);
        emulator.edit(id, new ShopLine(other.sku(), BigDecimal.TWO, null, BigDecimal.ONE, false));
        people.edited(id, other.id(), BigDecimal.ZERO, BigDecimal.TWO);
      }
      case STAFF_REMOVE -> remove(ours, step.number());
      case STAFF_DUPLICATE -> people.made(emulator.duplicate(id));
      case STAFF_RENAME -> {
        emulator.editHeader(id, "reference", number + "-OLD");
        people.renamed();
      }
      case STAFF_SEND -> emulator.editHeader(id, "status", Status.SENT.name());
      case STAFF_RECEIVE -> emulator.receive(id);
      case STAFF_SPLIT -> split(ours);
      case STAFF_CANCEL -> emulator.cancel(id);
      default -> emulator.delete(id);
    }
    return true;
  }

  private void keyByHand(Step step, String number) {
    Product product = product(step.order(), 0);
    StaffOrder order =
        StaffOrder.of(
                number, emulator.outlets().getFirst().id(), emulator.suppliers().getFirst().id())
            .line(product.sku(), 5 + step.number() % 3, "1.50");
    people.made(emulator.make(step.number() % 2 == 0 ? order : order.in(Status.SENT)));
  }

  private void edit(Emulator.Snapshot ours, int number) {
    if (ours.lines().isEmpty()) {
      return;
    }
    Line line = ours.lines().get(number % ours.lines().size());
    BigDecimal before = Objects.requireNonNullElse(line.count(), BigDecimal.ZERO);
    BigDecimal after = BigDecimal.valueOf(1 + number % 60L);
    emulator.editCount(ours.consignment().id(), sku(line), after);
    people.edited(ours.consignment().id(), line.productId(), before, after);
  }

  private void remove(Emulator.Snapshot ours, int number) {
    if (ours.lines().isEmpty()) {
      return;
    }
    Line line = ours.lines().get(number % ours.lines().size());
    BigDecimal before = Objects.requireNonNullElse(line.count(), BigDecimal.ZERO);
    emulator.edit(ours.consignment().id(), new ShopLine(sku(line), null, null, null, true));
    people.edited(ours.consignment().id(), line.productId(), before, BigDecimal.ZERO);
  }

  private void split(Emulator.Snapshot ours) {
    Map<String, BigDecimal> received = new HashMap<>();
    ours.lines().forEach(line -> received.put(sku(line), BigDecimal.ONE));
    emulator.receivePart(ours.consignment().id(), received);
    people.made(emulator.split(ours.consignment().id()));
  }

  private String sku(Line line) {
    return emulator.products().stream()
        .filter(product -> product.id().equals(line.productId()))
        .map(Product::sku)
        .findFirst()
        .orElseThrow();
  }

  /// No fault, nothing under way, nobody editing: then the last later looks, whole walks and a
  /// comparison.
  private void becomeQuiet() throws InterruptedException {
    process.pause(LONGEST_DELAY);
    for (int round = 0; round < QUIET_ROUNDS; round++) {
      process.confirm();
      process.pause(WorldProcess.SETTLE);
      process.bringForward();
      process.changes.requestPoll();
      process.work();
    }
    process.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE vend_consignments SET lightspeed_checked_at = NULL, created_at = NOW(6) -"
                    + " INTERVAL 2 DAY"));
    process.changes.requestComparison();
    process.work();
  }

  /// The next seed does not have to compare the orders of this one.
  private void forgetOrders() {
    process.database.useTransaction(
        tx -> {
          tx.execute("UPDATE vend_consignments SET deleted_at = NOW(6)");
          tx.execute("DELETE FROM queue_jobs");
          tx.execute("DELETE FROM lightspeed_line");
        });
  }

  /// The calls made last, for people who look for a fault.
  String story() {
    StringBuilder story = new StringBuilder();
    var all = emulator.requests();
    for (var call : all.subList(Math.max(0, all.size() - 60), all.size())) {
      story.append("    ").append(call).append('\n');
    }
    return story.toString();
  }

  @Override
  public void close() throws IOException {
    process.close();
    emulator.close();
    testDatabase.close();
  }
}
