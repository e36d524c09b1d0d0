package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import lightspeed.acceptance.Program.Result;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.settings.Switch;

/// One seed of a world that changes, with the real program: a worker process that is killed, real
/// commands, a second installation, a second store. Staff act through the emulator's control API.
///
/// The seed decides who does what; how far the worker is by then, the machine decides.
final class ChangingWorld implements AutoCloseable {
  /// What is done, each as often as the others.
  enum Act {
    WORK,
    WORK_ON,
    KILL,
    POLL,
    STAFF_EDIT,
    STAFF_REMOVE,
    STAFF_KEY_NUMBER,
    STAFF_DUPLICATE,
    STAFF_SEND,
    STAFF_RECEIVE,
    STAFF_SPLIT,
    STAFF_CANCEL,
    STAFF_DELETE,
    MOVE_SKU,
    CANCEL,
    RETRY,
    RETRY_ALL,
    TAKE_REMOTE,
    PUSH_LOCAL,
    REOPEN,
    APPROVE,
    SWITCH_STORE,
    COPY,
    BREAK_CALL,
    DOWN,
    ONE_401,
    ONE_403,
    BACK_UP,
    RESTORE,
    FAIL_OVER
  }

  private static final EmulatorOptions OPTIONS =
      EmulatorOptions.defaults().withProducts(250).with(Switch.RATE_LIMIT, false);
  private static final int MOST_ACTS = 9;
  private static final int MOST_LINES = 3;
  private static final int FIRST_MOVED = 100;
  private static final int QUIET_ROUNDS = 3;
  private static final int CONFLICT = 4;
  private static final int MOST_TRIES = 20;

  /// Also beside other work of the machine.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration A_MOMENT = Duration.ofSeconds(6);
  /// What recurs is never finished.
  private static final String UNFINISHED =
      "SELECT id FROM queue_jobs WHERE status IN ('PENDING', 'PROCESSING')";

  private static final String OF_ORDERS =
      " AND job_type NOT IN ('consignments.poll', 'consignments.compare', 'line.tend',"
          + " 'catalog.pull')";

  private final SplittableRandom random;
  private final Path folder;
  private final Shop shop;
  private final StoreDesk home;
  private final int lines;
  private final String[] numbers;
  private final List<String> done = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Map<String, String> formerMeaning = new HashMap<>();
  private final WorkerSeat worker;
  private @Nullable Emulator elsewhere;
  private @Nullable StoreDesk otherDesk;
  private StoreDesk desk;
  private Program program;
  private Path csv = Path.of("");
  private @Nullable Path backup;
  private boolean isMarked;
  private boolean hasGoneBack;
  private int backups;

  private ChangingWorld(long seed, Path folder, Shop shop) {
    this.random = new SplittableRandom(seed);
    this.folder = folder;
    this.shop = shop;
    this.home = new StoreDesk(shop.emulator.url());
    this.desk = home;
    this.program = shop.program;
    this.lines = 1 + random.nextInt(MOST_LINES);
    this.numbers =
        random.nextBoolean()
            ? new String[] {"PW-" + seed + "-0"}
            : new String[] {"PW-" + seed + "-0", "PW-" + seed + "-1"};
    this.worker = WorkerSeat.ofAllTypes(quick(Map.of()));
  }

  static ChangingWorld open(long seed, Path folder) throws InterruptedException {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new ChangingWorld(seed, folder, Shop.ready(folder, OPTIONS, Map.of()));
  }

  /// What was done, and what is not as it must be.
  record Outcome(List<String> done, List<String> violations) {}

  Outcome play() throws InterruptedException {
    csv = shop.csv(lines, numbers);
    command("po:import", csv.toString(), "--approve");
    if (random.nextInt(4) > 0) {
      letWork(4 + random.nextInt(12)); // Otherwise nothing is there yet that could be acted on.
    }
    if (random.nextBoolean()) {
      backUp();
    }
    int acts = 4 + random.nextInt(MOST_ACTS);
    for (int n = 0; n < acts; n++) {
      Act act = Act.values()[random.nextInt(Act.values().length)];
      String number = numbers[random.nextInt(numbers.length)];
      if (isDone(act, number, random.nextInt(1_000))) {
        done.add(act.name());
      }
    }
    try {
      becomeQuiet();
      violations.addAll(
          new ChangingWorldCheck(shop, desks(), desk, hasGoneBack ? formerMeaning : Map.of())
              .violations(numbers));
    } catch (AssertionError never) {
      violations.add("5: it never became quiet: " + shop.rows(UNFINISHED + OF_ORDERS));
    }
    return new Outcome(done, violations);
  }

  private List<StoreDesk> desks() {
    StoreDesk other = otherDesk;
    return other == null ? List.of(home) : List.of(home, other);
  }

  /// Whether there was something to act on.
  private boolean isDone(Act act, String number, int how) throws InterruptedException {
    try {
      return switch (act) {
        case WORK, WORK_ON -> letWork(1 + how % 12);
        case KILL -> {
          letWork(how % 6);
          worker.kill();
          worker.ensureRunning();
          yield true;
        }
        case POLL -> {
          poll("consignments.poll");
          yield letWork(2);
        }
        case MOVE_SKU -> moveSku(how % lines);
        case CANCEL -> command("po:cancel", number);
        case RETRY -> command("sync:retry", number);
        case RETRY_ALL -> command("queue:retry-all");
        case TAKE_REMOTE -> settle(number, "--take-remote");
        case PUSH_LOCAL -> settle(number, "--push-local");
        case REOPEN -> desk == home && command("po:reopen", number);
        case APPROVE -> command("po:approve", number);
        case SWITCH_STORE -> switchStore();
        case COPY -> copy();
        case BREAK_CALL, DOWN, ONE_401, ONE_403 -> {
          desk.fault(ChangingWorldFaults.of(act, how));
          yield true;
        }
        case BACK_UP -> backUp();
        case RESTORE -> restore(false);
        case FAIL_OVER -> restore(true);
        default -> ChangingWorldStaff.act(desk, act, number, how, shop.orderableSku(0));
      };
    } catch (StoreDesk.Refused notPossible) {
      return false;
    }
  }

  private boolean moveSku(int line) {
    Product from = product(shop.orderableSku(line));
    if (formerMeaning.containsValue(from.id()) || desk != home) {
      return false;
    }
    Product to = product(shop.orderableSku(FIRST_MOVED + formerMeaning.size()));
    desk.moveSku(from.id(), to.id(), from.sku());
    formerMeaning.put(to.id(), from.id());
    return true;
  }

  private Product product(String sku) {
    return shop.emulator.products().stream()
        .filter(product -> product.sku().equals(sku))
        .findFirst()
        .orElseThrow();
  }

  private boolean settle(String number, String how) throws InterruptedException {
    boolean isSettled = command("sync:diff", number, how);
    if (isSettled) {
      desk.forgetEdits(number);
    }
    return isSettled;
  }

  /// Whether it was not refused. Whatever the world is like, a command has a word for it.
  private boolean command(String... words) throws InterruptedException {
    Result result = program.run(words);
    if (result.messages().contains("This should not have happened")) {
      violations.add("command " + List.of(words) + ": " + result.messages());
    }
    return result.exitCode() == 0;
  }

  /// Returns when the worker has made so many calls more, or has nothing to do for a moment.
  private boolean letWork(int calls) {
    worker.ensureRunning();
    int enough = shop.emulator.requests().size() + calls;
    var _ = Until.isTrueWithin(A_MOMENT, () -> shop.emulator.requests().size() >= enough);
    return true;
  }

  private void poll(String type) {
    shop.execute(
        "INSERT IGNORE INTO queue_jobs (job_type, payload, unique_key, priority)"
            + " VALUES ('%1$s', '{\"version\":1}', '%1$s', 'high')".formatted(type));
  }

  private boolean backUp() throws InterruptedException {
    Path file = folder.resolve("backup-" + ++backups + ".sql");
    // The first sender marks the database; before, no sender is the second.
    boolean hasMark =
        !shop.rows("SELECT id FROM installation WHERE key_mark IS NOT NULL").isEmpty();
    if (command("db:backup", file.toString())) {
      backup = file;
      isMarked = hasMark;
    }
    return true;
  }

  /// The backup is restored as the documentation says: nobody is at work. In a fail-over, the
  /// worker was in the middle of something.
  private boolean restore(boolean isAbrupt) throws InterruptedException {
    Path file = backup;
    if (file == null) {
      return false;
    }
    if (isAbrupt) {
      worker.ensureRunning();
      poll("consignments.poll");
      letWork(2);
      worker.kill();
    }
    worker.end();
    restoreWhenNobodyIsAtWork(file);
    hasGoneBack = true;
    // What was ordered after the backup is imported again.
    command("po:import", csv.toString(), "--approve");
    worker.ensureRunning();
    return true;
  }

  /// A worker that was killed counts as one at work until its lease is over.
  private void restoreWhenNobodyIsAtWork(Path file) throws InterruptedException {
    Result result = program.run("db:restore", file.toString(), "--yes");
    for (int tries = 1; result.exitCode() == CONFLICT && tries < MOST_TRIES; tries++) {
      result = program.run("db:restore", file.toString(), "--yes");
    }
    if (result.exitCode() != 0) {
      violations.add("db:restore was refused: " + result.messages());
    }
  }

  /// Somebody restores the backup into a test system with the same token and a key of its own, and
  /// lets it work while ours rests.
  private boolean copy() throws InterruptedException {
    Path file = backup;
    if (file == null || desk != home || !isMarked) {
      return false;
    }
    worker.end();
    try (ShopDatabase database = ShopDatabase.shared()) {
      Path own = folder.resolve("copy-" + done.size());
      Files.createDirectories(own);
      Program copy =
          shop.programIn(
              own,
              Map.of(
                  "LIGHTSPEED_DATA_DIR", own.resolve("data").toString(),
                  "LIGHTSPEED_DATABASE_URL", database.address().url()));
      copy.run("db:migrate", "--no-input");
      copy.run("db:restore", file.toString(), "--yes");
      bringForward(database);
      long writes = desk.writes();
      copy.run("queue:work", "--drain");
      if (desk.writes() != writes) {
        violations.add("8: a copy with another key wrote to Lightspeed");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    worker.ensureRunning();
    return true;
  }

  /// Somebody enters the address of another store, works, and then switches, unless it is refused.
  /// What a restore has forgotten may be sent to the other store too, so no seed goes there.
  private boolean switchStore() throws InterruptedException {
    if (hasGoneBack || desk != home) {
      return false;
    }
    worker.end();
    try {
      if (elsewhere == null) {
        elsewhere = Emulator.start(OPTIONS);
        otherDesk = new StoreDesk(elsewhere.url());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    StoreDesk other = Objects.requireNonNull(otherDesk);
    Emulator theirs = elsewhere;
    Map<String, String> address =
        Map.of("LIGHTSPEED_API_URL", theirs.url(), "LIGHTSPEED_API_TOKEN", theirs.token());
    program = shop.programWith(address);
    bringForward(shop.database);
    command("queue:work", "--drain");
    if (other.writes() != 0) {
      violations.add("9: something was written to a store that nobody had switched to");
    }
    if (!command("store:switch", "--yes")) {
      program = shop.program;
      worker.ensureRunning();
      return false;
    }
    desk = other;
    backup = null;
    command("catalog:pull");
    for (String number : numbers) {
      command("po:approve", number);
    }
    worker.employ(quick(address));
    worker.ensureRunning();
    return true;
  }

  /// The program for workers, which do not wait long where they have to wait.
  private Program quick(Map<String, String> address) {
    Map<String, String> settings = new HashMap<>(Lane.QUICK);
    settings.put("LIGHTSPEED_REQUEST_TIMEOUT", "2");
    settings.put("QUEUE_LEASE_SECONDS", "4");
    settings.putAll(address);
    try {
      return shop.programIn(
          Files.createDirectories(folder.resolve("worker-" + address.size())), settings);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void bringForward(ShopDatabase database) {
    database
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE queue_jobs SET available_at = NOW(6) WHERE status = 'PENDING'"
                        + " AND available_at > NOW(6)"));
  }

  /// No fault, nothing under way, nobody editing: then the last later looks, whole walks and a
  /// comparison.
  private void becomeQuiet() throws InterruptedException {
    desks().forEach(StoreDesk::clearFaults);
    await(() -> desks().stream().allMatch(StoreDesk::isQuiet));
    for (int round = 0; round < QUIET_ROUNDS; round++) {
      if (!shop.rows("SELECT id FROM installation WHERE stopped_at IS NOT NULL").isEmpty()) {
        command("installation:confirm", "--yes");
      }
      poll("consignments.poll");
      awaitNone(UNFINISHED + OF_ORDERS);
      awaitNone(UNFINISHED + " AND job_type = 'consignments.poll'");
    }
    shop.execute(
        "UPDATE vend_consignments SET lightspeed_checked_at = NULL,"
            + " created_at = NOW(6) - INTERVAL 2 DAY");
    poll("consignments.compare");
    awaitNone(UNFINISHED + " AND job_type = 'consignments.compare'");
    awaitNone(UNFINISHED + OF_ORDERS);
  }

  private void awaitNone(String sql) {
    await(
        () -> {
          worker.ensureRunning();
          bringForward(shop.database);
          return shop.rows(sql).isEmpty();
        });
  }

  private static void await(BooleanSupplier condition) {
    if (!Until.isTrueWithin(LONGEST, condition)) {
      throw new AssertionError("not within " + LONGEST);
    }
  }

  /// What the worker said last, for people who look for a fault.
  String story() {
    return worker.messages();
  }

  @Override
  public void close() {
    worker.close();
    desks().forEach(StoreDesk::close);
    if (elsewhere != null) {
      try {
        elsewhere.close();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    shop.close();
  }
}
