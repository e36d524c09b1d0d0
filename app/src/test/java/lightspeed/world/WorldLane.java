package lightspeed.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightspeed.campaign.Lane;
import lightspeed.campaign.Tally;
import lightspeed.db.TestDatabase;
import lightspeed.installation.InstallationRefused;
import lightspeed.job.JobException;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.sync.AdoptService;
import lightspeed.world.WorldScript.Act;
import lightspeed.world.WorldScript.Actor;
import lightspeed.world.WorldScript.Step;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.consignment.Refusal;

/// A database, its stores and its processes, in which seeds are played one after the other.
final class WorldLane implements Lane {
  private static final int MOST_QUIET_ROUNDS = 40;
  private static final int LEAST_QUIET_ROUNDS = 3;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int OUR_KEY = 1;
  private static final List<Act> DECISIONS =
      List.of(Act.PUSH_LOCAL, Act.CANCEL, Act.RETRY, Act.REOPEN, Act.TAKE_REMOTE);

  /// Less than what the short times of tests take for a day.
  private static final List<Duration> CLOCKS =
      List.of(
          Duration.ofMinutes(5), Duration.ofMinutes(-5), Duration.ofSeconds(-40), Duration.ZERO);

  private final Tally tally;
  private final TestDatabase testDatabase = TestDatabase.migrated();
  private final WorldConnections connections;
  private final Snapshot backup = Snapshot.of(testDatabase);
  private final WorldCopies copies;
  private final WorldStore home = new WorldStore();
  private @Nullable WorldStore elsewhere;
  private WorldStore store = home;
  private WorldProcess process;
  private People people = new People();
  private WorldScript script = WorldScript.of(0);
  private List<String> numbers = List.of();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /// The store that the last backup is about; null: there is none.
  private @Nullable WorldStore storeOfBackup;

  /// A backup of the time with another store was restored: nobody knows what was sent there.
  private boolean hasForgottenStore;

  /// Whether the database went back.
  private boolean hasGoneBack;

  private long processes;

  private WorldLane(WorldBreakage breakage, Tally tally) throws IOException, InterruptedException {
    this.tally = tally;
    this.connections = new WorldConnections(testDatabase.dataSource(), breakage);
    this.copies = new WorldCopies(breakage);
    this.process = newProcess();
    process.pullCatalog();
  }

  /// Opens one, also in a product that is loaded once more.
  static Lane open(String breakage, Tally tally) throws IOException, InterruptedException {
    return new WorldLane(WorldBreakage.valueOf(breakage), tally);
  }

  private WorldProcess newProcess() {
    return new WorldProcess(connections.seen(), store.emulator, OUR_KEY, ++processes);
  }

  @Override
  public List<String> play(long seed) throws InterruptedException {
    script = WorldScript.of(seed);
    begin(seed);
    try {
      for (Step step : script.steps()) {
        if (act(step)) {
          tally.count(step.act().name());
          tally.count("by " + step.act().actor());
        }
      }
      becomeQuiet();
      violations.addAll(copies.takeViolations());
      violations.addAll(
          new WorldOracle(process, stores(), store, people, hasGoneBack, hasForgottenStore)
              .violations(numbers));
      tally.count("orders", script.orders());
      tally.count("invariants checked", 5);
      return List.copyOf(violations);
    } finally {
      end();
    }
  }

  private void begin(long seed) {
    people = new People();
    violations.clear();
    storeOfBackup = null;
    hasForgottenStore = false;
    hasGoneBack = false;
    numbers = new ArrayList<>();
    for (int n = 0; n < script.orders(); n++) {
      numbers.add(number(seed, n));
      create(n);
      approve(n);
    }
    if (script.has(Act.RESTORE, Act.FAIL_OVER)) {
      backUp();
    }
  }

  /// In every third seed the second of two orders has the number of the first in small letters:
  /// Lightspeed's references do not tell them apart.
  private static String number(long seed, int order) {
    return seed % 3 == 0 && order % 2 == 1
        ? "w-" + seed + "-" + (order - 1)
        : "W-" + seed + "-" + order;
  }

  /// The next seed begins at home, with the right time and without this one's orders.
  private void end() throws InterruptedException {
    copies.forget(people);
    process.calmDown();
    stores().forEach(one -> one.emulator.clearFaults());
    stores().forEach(WorldStore::moveSkusBack);
    connections.setClock(Duration.ZERO);
    backup.emptyOrders();
    if (store != home) {
      move(home);
      process.installation.leaveStore(tx -> {}, "test");
      process.pullCatalog();
    }
  }

  private List<WorldStore> stores() {
    WorldStore other = elsewhere;
    return other == null ? List.of(home) : List.of(home, other);
  }

  private void create(int order) {
    List<OrderDraft.Line> draft = new ArrayList<>();
    for (int n = 0; n < script.lines(); n++) {
      draft.add(
          new OrderDraft.Line(
              store.product(order, n).sku(),
              null,
              BigDecimal.valueOf(n + 2L),
              new BigDecimal((n + 1) + ".50")));
    }
    var _ =
        process.orderService.create(
            numbers.get(order),
            new OrderDraft(
                store.emulator.suppliers().getFirst().name(),
                store.emulator.outlets().getFirst().name(),
                null,
                null,
                null,
                draft),
            "test");
  }

  private void approve(int order) {
    var _ = process.orderService.approve(numbers.get(order), "test");
  }

  /// @return false when there was nothing to act on
  private boolean act(Step step) throws InterruptedException {
    try {
      return switch (step.act().actor()) {
        case SYSTEM -> system(step);
        case STAFF -> staff(step);
        case CATALOGUE ->
            store.moveSku(store.product(step.order(), step.number() % script.lines()));
        case OPERATOR -> operator(process, step);
        case LINE -> line(step);
        case DATABASE -> database(step);
        case CLOCK -> setClock(CLOCKS.get(step.number() % CLOCKS.size()));
      };
    } catch (PurchaseOrderException | JobException | Refusal refusedByARule) {
      return false;
    } catch (XSeriesException noAnswer) {
      return true;
    }
  }

  private boolean staff(Step step) {
    String number = numbers.get(step.order());
    if (step.act() == Act.STAFF_RENAME && !isKnownWhose(number)) {
      return false;
    }
    boolean isDone = store.staff.act(step, number, store.product(step.order(), 0), people);
    if (step.act() == Act.STAFF_REMOVE) {
      store.emulator.consignments(number).forEach(this::forgetWhatLostCallsExplain);
    }
    return isDone;
  }

  /// Whether the database knows each consignment that has the number. One that was sent, forgotten
  /// by a restore and then renamed is nobody's: docs/exactly-once.md says that such an order is
  /// sent again, and no seed goes there.
  private boolean isKnownWhose(String number) {
    return !hasGoneBack || sent(number).allMatch(backup::knowsNow);
  }

  /// Whether the order knows what was sent for it. One that was restored and does not may be sent
  /// to another store too: docs/exactly-once.md says so, and no seed goes there.
  private boolean knowsWhatWasSent(String number) {
    Optional<String> own = own(number);
    return !hasGoneBack || sent(number).allMatch(id -> own.equals(Optional.of(id)));
  }

  private Stream<String> sent(String number) {
    return store.emulator.consignments(number).stream()
        .map(one -> one.consignment().id())
        .filter(id -> !people.hasMade(id));
  }

  /// Once all that a lost call has added is taken off before anybody has read it, it looks as if
  /// the call had not been carried out. It is made again.
  private void forgetWhatLostCallsExplain(Emulator.Snapshot one) {
    String id = one.consignment().id();
    for (Map<String, BigDecimal> call : process.lostAdditions(id)) {
      if (one.lines().stream().noneMatch(line -> call.containsKey(line.productId()))) {
        people.forgetRemovals(id, call::containsKey);
      }
    }
  }

  private boolean setClock(Duration ahead) {
    if (ahead.equals(connections.ahead())) {
      return false;
    }
    connections.setClock(ahead);
    return true;
  }

  private boolean system(Step step) throws InterruptedException {
    switch (step.act()) {
      case WORK -> process.work();
      case WORK_TOGETHER -> workTogether(1 + step.number() % 2);
      case WORK_MEANWHILE -> {
        process.beforeCall(step.number() % 8, () -> workMeanwhile(step));
        process.bringForward();
        process.work();
        process.calmDown();
      }
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

  private void workMeanwhile(Step step) {
    try (WorldProcess other = newProcess()) {
      var before = other.writers();
      long newest = other.newestWrite();
      Act decision = DECISIONS.get(step.number() / 8 % DECISIONS.size());
      tally.count(decision + " meanwhile");
      try {
        operator(other, new Step(decision, step.order(), step.number()));
      } catch (PurchaseOrderException | JobException | XSeriesException refused) {
        tally.count("refused meanwhile");
      }
      other.bringForward();
      other.workABit();
      // One that was not held up by this call may have ended, and then others may write.
      var writers = before.stream().filter(one -> other.isRunning(one.job())).toList();
      if (other.writersSince(newest).stream().anyMatch(one -> one.isBeside(writers))) {
        violations.add("4: two jobs wrote to one order at the same time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /// @param others so many more processes at the same database
  private void workTogether(int others) throws InterruptedException {
    List<WorldProcess> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(others)) {
      List<Future<?>> working = new ArrayList<>();
      process.bringForward();
      for (int n = 0; n < others; n++) {
        WorldProcess other = newProcess();
        all.add(other);
        working.add(
            threads.submit(
                () -> {
                  other.work();
                  return null;
                }));
      }
      process.work();
      for (Future<?> one : working) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      all.forEach(WorldProcess::close);
    }
  }

  private boolean database(Step step) throws InterruptedException {
    if (step.act() == Act.BACK_UP) {
      backUp();
      return true;
    }
    WorldStore then = storeOfBackup;
    if (then == null || !people.renamed().stream().allMatch(backup::knows)) {
      return false; // The renamed one would be nobody's, see isKnownWhose.
    }
    hasGoneBack = true;
    if (step.act() == Act.FAIL_OVER) {
      if (then != store) {
        return false;
      }
      process.beforeCall(step.number() % 5, this::goBack);
      process.bringForward();
      process.work();
      process.calmDown();
    } else {
      process.close();
      goBack();
      hasForgottenStore |= then != store;
      store = then;
      process = newProcess();
    }
    for (int n = 0; n < numbers.size(); n++) {
      // What was ordered after the backup is imported again.
      if (process.orderService.find(numbers.get(n)).isEmpty()) {
        create(n);
        approve(n);
      }
    }
    return true;
  }

  /// What a lost call may have added, or may still add, is taken off by a later look; not once the
  /// database has forgotten the call.
  private void goBack() {
    Map<String, List<Map<String, BigDecimal>>> before = lostAdditions();
    backup.restore();
    Map<String, List<Map<String, BigDecimal>>> after = lostAdditions();
    before.forEach(
        (id, calls) -> {
          List<Map<String, BigDecimal>> forgotten = new ArrayList<>(calls);
          after.getOrDefault(id, List.of()).forEach(forgotten::remove);
          forgotten.forEach(call -> people.forgotten(id, call));
        });
  }

  /// By consignment.
  private Map<String, List<Map<String, BigDecimal>>> lostAdditions() {
    return numbers.stream()
        .flatMap(this::sent)
        .distinct()
        .collect(Collectors.toMap(id -> id, process::lostAdditions));
  }

  private void backUp() {
    backup.take(script.has(Act.SWITCH_STORE));
    storeOfBackup = store;
  }

  private boolean line(Step step) {
    store.emulator.add(WorldFaults.of(step));
    return true;
  }

  private boolean operator(WorldProcess by, Step step) throws InterruptedException {
    String number = numbers.get(step.order());
    switch (step.act()) {
      case CANCEL -> {
        var _ = by.cancelling.request(number, "test");
      }
      case RETRY -> {
        var _ = by.sync.retry(number);
      }
      case RETRY_ALL -> {
        var _ = by.queue.retryAll(null, null);
      }
      case TAKE_REMOTE -> {
        var _ = by.driftService.takeRemote(number, "test");
        own(number).ifPresent(people::forgetEdits);
      }
      case PUSH_LOCAL -> {
        var _ = by.driftService.pushLocal(number, "test");
        own(number).ifPresent(people::forgetEdits);
      }
      case REOPEN -> {
        var _ = by.reopening.reopen(number, "test");
      }
      case ADOPT -> {
        return adopt(step);
      }
      case SWITCH_STORE -> {
        return switchStore();
      }
      case COPY -> {
        return copy(step.number());
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

  /// An operator says that what staff keyed in is the order; now and then staff change it while the
  /// operator looks.
  private boolean adopt(Step step) throws InterruptedException {
    String number = numbers.get(step.order());
    int how = step.number();
    if (store.emulator.consignments(number).isEmpty()) {
      store.staff.keyByHand(step, number, store.product(step.order(), 0), people);
    }
    Optional<String> theirs =
        store.emulator.consignments(number).stream()
            .map(one -> one.consignment().id())
            .filter(people::hasMade)
            .findFirst();
    if (theirs.isEmpty()) {
      return false;
    }
    String id = theirs.get();
    AdoptService.Look shown = process.adopting.look(number, new ConsignmentId(id));
    boolean isChanged = how % 3 == 0 && store.staff.changeOwn(id, how);
    PurchaseOrder before = process.orderService.find(number).orElseThrow();
    try {
      var _ = process.adopting.adopt(shown, "test");
      people.adopted(id);
      people.forgetEdits(id);
      if (isChanged) {
        violations.add("11: " + before.publicId() + " took over what was not shown");
      }
    } catch (PurchaseOrderException hasChanged) {
      return isChanged;
    }
    return true;
  }

  /// Somebody enters the address of the other store; then `store:switch`, unless it is refused.
  private boolean switchStore() throws InterruptedException {
    if (!numbers.stream().allMatch(this::knowsWhatWasSent)) {
      return false;
    }
    WorldStore before = store;
    WorldStore other = before == home ? elsewhere() : home;
    long writes = other.writes();
    move(other);
    process.bringForward();
    process.changes.requestPoll();
    process.work();
    if (other.writes() != writes) {
      violations.add("9: something was written to a store that nobody had switched to");
    }
    try {
      process.switching.leave("test");
    } catch (InstallationRefused halfSent) {
      move(before);
      return false;
    }
    process.pullCatalog();
    for (int n = 0; n < numbers.size(); n++) {
      if (process.orderService.find(numbers.get(n)).orElseThrow().state() == OrderState.DRAFT) {
        approve(n);
      }
    }
    return true;
  }

  private WorldStore elsewhere() {
    WorldStore other = elsewhere;
    if (other == null) {
      try {
        other = new WorldStore();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      elsewhere = other;
    }
    return other;
  }

  private void move(WorldStore other) {
    store = other;
    restart();
  }

  /// The first time, a copy of the database is made, then it works: alone, or beside ours.
  private boolean copy(int how) throws InterruptedException {
    if (!copies.isThere()) {
      copies.make(backup, store, how % 3 != 0, ++processes);
    } else if (copies.store() != store) {
      return false;
    }
    boolean isCalm = script.steps().stream().noneMatch(one -> one.act().actor() == Actor.LINE);
    copies.work(
        process,
        numbers,
        people,
        how % 2 == 0
            ? null
            : () -> {
              process.work();
              return null;
            },
        isCalm);
    return true;
  }

  /// No fault, nothing under way, nobody editing: then the last later looks, whole walks and a
  /// comparison.
  private void becomeQuiet() throws InterruptedException {
    stores().forEach(one -> one.emulator.clearFaults());
    copies.forget(people);
    for (int look = 0; look < 100 && isUnderWay(); look++) {
      process.pause(LOOK_AGAIN);
    }
    for (int round = 1; round <= MOST_QUIET_ROUNDS; round++) {
      if (process.confirmIfStopped()) {
        tally.count("stopped by twins");
      }
      process.pause(WorldProcess.SETTLE);
      process.bringForward();
      process.changes.requestPoll();
      process.work();
      if (round >= LEAST_QUIET_ROUNDS && process.isSettled()) {
        break;
      }
    }
    process.database.useTransaction(
        tx ->
            tx.execute(
                "UPDATE vend_consignments SET lightspeed_checked_at = NULL, created_at = NOW(6) -"
                    + " INTERVAL 2 DAY"));
    process.changes.requestComparison();
    for (int round = 0;
        round < MOST_QUIET_ROUNDS && (round == 0 || process.isComparing());
        round++) {
      process.bringForward();
      process.work();
    }
  }

  private boolean isUnderWay() {
    return stores().stream().anyMatch(one -> one.emulator.pendingLateApplies() > 0);
  }

  @Override
  public String story() {
    StringBuilder story = new StringBuilder();
    Emulator emulator = store.emulator;
    var all = emulator.requests();
    for (var call : all.subList(Math.max(0, all.size() - 60), all.size())) {
      story.append("    ").append(call).append('\n');
    }
    return story.toString();
  }

  @Override
  public void close() throws IOException {
    copies.close();
    process.close();
    for (WorldStore one : stores()) {
      one.close();
    }
    testDatabase.close();
  }
}
