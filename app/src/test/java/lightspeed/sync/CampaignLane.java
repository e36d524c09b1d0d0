package lightspeed.sync;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import lightspeed.audit.TestAudit;
import lightspeed.campaign.Lane;
import lightspeed.campaign.Tally;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.db.TestDatabase;
import lightspeed.installation.Installations;
import lightspeed.job.Job;
import lightspeed.job.JobHandler;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.LeaseLost;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.Caller;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.catalog.Product;
import xseries.emulator.journal.JournalEntry;
import xseries.emulator.settings.Switch;

/// A retailer of its own (schema, emulator) in which seeds are played one after the other. Every
/// attempt is a process of its own: fresh objects over the same database.
///
/// **Threads:** one.
final class CampaignLane implements Lane {
  private static final Duration SETTLE = Duration.ofMillis(40);
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(120);

  /// More than any script can need; an order that takes more never ends.
  private static final int MAX_ATTEMPTS = 40;

  private static final int CHECK_ROUNDS = 3;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final Breakage breakage;
  private final Tally tally;
  private final TestDatabase testDatabase = TestDatabase.migrated();
  private final Database database = testDatabase.database();
  private final Emulator emulator;
  private final XSeriesClient client;
  private final JobHandlers handlers = new JobHandlers();
  private final JobQueue queue = new JobQueue(database, handlers);
  private final PurchaseOrderStore orders = new PurchaseOrderStore();
  private final PurchaseOrderService service;
  private final ExactlyOnce exactlyOnce;
  private final List<Product> orderable;
  private final Deque<Doom> dooms = new ArrayDeque<>();

  /// The database as processes that may die see it, the n-th for an attempt while n others
  /// sleep. Kept between seeds, because a [Database] remembers the statements it has parsed.
  private final List<Database> mortal = new ArrayList<>();

  private int sleeping;
  private Doom current = Doom.none();

  CampaignLane(Breakage breakage, Tally tally) throws IOException, InterruptedException {
    this.breakage = breakage;
    this.tally = tally;
    this.emulator = Emulator.start(EmulatorOptions.defaults().with(Switch.RATE_LIMIT, false));
    this.client = client(REQUEST_TIMEOUT);
    SyncParts parts = parts(database);
    handlers.register(new SendPurchaseOrder(parts, queue));
    handlers.register(new CheckSentOrder(parts, queue));
    this.service =
        new PurchaseOrderService(
            database,
            orders,
            queue,
            () -> true,
            TestAudit.log(InstantSource.system()),
            InstantSource.system());
    this.exactlyOnce = new ExactlyOnce(emulator, database);
    this.orderable = Orderable.in(emulator);
    try (XSeriesClient patient = client(Duration.ofMinutes(1))) {
      new PullCatalog(database, new CatalogStore(), patient, queue)
          .pull(Caller.person(), false, (what, soFar) -> {});
    }
  }

  /// Opens one, also in a product that is loaded once more.
  static Lane open(String breakage, Tally tally) throws IOException, InterruptedException {
    return new CampaignLane(Breakage.valueOf(breakage), tally);
  }

  private XSeriesClient client(Duration timeout) {
    return new XSeriesClient(
        XSeriesConnection.to(
            new XSeriesAddress(URI.create(emulator.url()), "2.0"), timeout, "test/1"),
        this::token,
        new DoomedBudget(),
        entry -> answered(entry.error()),
        InstantSource.system());
  }

  private AccessToken token() {
    return new AccessToken(emulator.token());
  }

  private void answered(@Nullable String error) {
    if (error != null) {
      tally.count("broken calls");
    }
    current.event();
  }

  /// As a process of its own would: nothing is remembered from one attempt to the next.
  private Register register(Database over) {
    return new Register(
        over, client, () -> Duration.ofMinutes(1), InstantSource.system(), System::nanoTime);
  }

  private SyncParts parts(Database over) {
    return new SyncParts(
        over,
        orders,
        new CatalogStore(),
        register(over),
        new Connection(
            client,
            TestLine.of(over, queue, client, this::token),
            this::token,
            Installations.of(over)),
        () -> SETTLE,
        REQUEST_TIMEOUT,
        InstantSource.system(),
        new SyncLog());
  }

  @Override
  public List<String> play(long seed) throws InterruptedException {
    CampaignScript script = CampaignScript.of(seed);
    PurchaseOrderId order = approvedOrder(seed, script.lines());
    long before = lastRequest();
    dooms.clear();
    dooms.addAll(script.dooms());
    script.faults().forEach(emulator::add);
    try {
      List<String> problems = new ArrayList<>();
      drive(new SyncJob(order).uniqueKey(), problems);
      for (int round = 1; round <= CHECK_ROUNDS; round++) {
        if (round == 2) {
          awaitLateEffects(before, script);
        }
        drive(CheckSentOrder.TYPE + ":" + order + ":" + round, problems);
      }
      awaitLateEffects(before, script);
      problems.addAll(exactlyOnce.differences(order));
      return problems;
    } finally {
      emulator.clearFaults();
    }
  }

  @Override
  public String story() {
    StringBuilder story = new StringBuilder();
    for (JournalEntry call : emulator.requestsAfter(Math.max(0, lastRequest() - 40))) {
      story.append("    ").append(call).append('\n');
    }
    return story.toString();
  }

  private PurchaseOrderId approvedOrder(long seed, int lines) {
    String publicId = "SEED-" + seed;
    PurchaseOrderId id = new PurchaseOrderId(publicId);
    OrderDraft draft = Orderable.draft(emulator, orderable, lines);
    database.useTransaction(tx -> orders.insertDraft(tx, id, publicId, draft, "test"));
    service.approve(publicId, "test");
    return id;
  }

  private long lastRequest() {
    long count = emulator.counts().values().stream().mapToLong(Long::longValue).sum();
    List<JournalEntry> last = emulator.requestsAfter(Math.max(0, count - 1));
    return last.isEmpty() ? 0 : last.getLast().n();
  }

  /// Runs the job with this key until it has ended, every attempt by another process.
  private void drive(String key, List<String> problems) throws InterruptedException {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Job job = queue.history(key, 1).stream().findFirst().orElse(null);
      if (job == null || job.status() == JobStatus.COMPLETED) {
        return;
      }
      if (job.status() != JobStatus.PENDING) {
        problems.add(key + " ended " + job.status());
        return;
      }
      Doom doom = dooms.isEmpty() ? Doom.none() : dooms.removeFirst();
      attempt(job, doom);
    }
    problems.add(key + " does not end");
  }

  private void attempt(Job job, Doom doom) throws InterruptedException {
    tally.count("attempts");
    ClaimedJob claimed = ClaimedJob.claim(database, job, breakage != Breakage.FENCING_OFF);
    doom.whileAsleep(() -> othersDoTheWorkOf(job, claimed));
    JobHandler handler = freshHandler(job);
    Doom outer = current;
    current = doom;
    JobOutcome outcome;
    try {
      outcome = handler.run(claimed);
    } catch (Doom.Killed death) {
      tally.count("deaths");
      claimed.loseLease();
      queue.recover();
      return;
    } catch (LeaseLost lost) {
      queue.recover();
      return;
    } catch (RuntimeException surprise) {
      tally.surprise(surprise.toString());
      outcome = new JobOutcome.Retry(String.valueOf(surprise.getMessage()));
    } finally {
      current = outer;
    }
    if (outcome instanceof JobOutcome.Recorded) {
      return;
    }
    claimed.end(outcome, handler);
    if (outcome instanceof JobOutcome.HeldBack) {
      tendLine(); // A machine with too much to do, and not the script, made the probe fail.
    }
    if (outcome instanceof JobOutcome.Postponed(Duration delay, String reason)) {
      pause(delay.compareTo(SETTLE) > 0 ? SETTLE : delay);
    }
  }

  /// What the worker's own job does every second.
  private void tendLine() throws InterruptedException {
    Line line = TestLine.of(database, queue, client, this::token);
    try {
      line.probe();
      line.tend();
    } catch (XSeriesException stillAway) {
      tally.count("failed probes"); // The next attempt is held back too, and tends again.
    }
  }

  private JobHandler freshHandler(Job job) {
    if (mortal.size() == sleeping) {
      mortal.add(
          new Database(DoomedConnections.of(testDatabase.dataSource(), () -> current, breakage)));
    }
    SyncParts parts = parts(mortal.get(sleeping));
    return job.type().equals(SyncJob.TYPE)
        ? new SendPurchaseOrder(parts, queue)
        : new CheckSentOrder(parts, queue);
  }

  private void othersDoTheWorkOf(Job job, ClaimedJob asleep) {
    tally.count("sleepers");
    Doom sleeper = current;
    current = Doom.none();
    sleeping++;
    asleep.loseLease();
    queue.recover();
    List<String> problems = new ArrayList<>();
    try {
      drive(String.valueOf(job.uniqueKey()), problems);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      sleeping--;
      current = sleeper;
    }
    problems.forEach(tally::surprise);
  }

  /// Waits until every late request of the script has had its effect. What was reset has none, but
  /// looks the same from here; so this ends at the latest after the longest delay.
  private void awaitLateEffects(long after, CampaignScript script) {
    if (!script.hasLateEffects()) {
      return;
    }
    Instant end = InstantSource.system().instant().plus(CampaignScript.longestDelay());
    while (emulator.requestsAfter(after).stream().anyMatch(call -> call.status() == 0)
        && InstantSource.system().instant().isBefore(end)) {
      pause(LOOK_AGAIN);
    }
    pause(SETTLE);
  }

  /// Asks the database's clock to wait.
  private void pause(Duration time) {
    double seconds = time.toNanos() / 1e9;
    database.read(handle -> handle.select("SELECT SLEEP(?)", seconds).mapTo(Long.class).one());
  }

  @Override
  public void close() throws IOException {
    client.close();
    emulator.close();
    testDatabase.close();
  }

  private final class DoomedBudget extends UnlimitedBudget {
    @Override
    public Permit acquire(Urgency urgency) {
      current.event();
      return () -> {};
    }
  }

  /// Orders made of the emulator's products.
  static final class Orderable {
    private Orderable() {}

    static List<Product> in(Emulator emulator) {
      return emulator.products().stream()
          .filter(product -> product.isActive() && product.deletedAt() == null)
          .filter(product -> !product.isComposite() && !product.hasVariants())
          .toList();
    }

    static OrderDraft draft(Emulator emulator, List<Product> products, int lines) {
      List<OrderDraft.Line> all = new ArrayList<>();
      for (int n = 0; n < lines; n++) {
        all.add(
            new OrderDraft.Line(
                products.get(n).sku(),
                null,
                BigDecimal.valueOf(n % 40 + 1),
                new BigDecimal(n + ".25")));
      }
      return new OrderDraft(
          emulator.suppliers().getFirst().name(),
          emulator.outlets().getFirst().name(),
          null,
          null,
          null,
          all);
    }
  }
}
