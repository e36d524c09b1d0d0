package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.db.Database;
import lightspeed.retailer.CallWindow.Decision;
import lightspeed.retailer.CallWindow.Foreign;
import lightspeed.retailer.WaitingCalls.Grant;
import lightspeed.xseries.CallBudget;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The call budget of one retailer, shared by all processes through the database. Which calls may
/// go is decided by [CallWindow]; here they wait, all of one process for one short transaction.
///
/// **Threads:** safe. **Twice:** a report may be repeated; every `acquire` counts.
public final class SharedBudget implements CallBudget {
  private static final Logger log = LoggerFactory.getLogger(SharedBudget.class);

  /// One register's limit, the smallest there is; used when an answer comes without limit headers.
  ///
  /// **source:** x-series-api.lightspeedhq.com/docs/rate_limiting, read 2026-11.
  private static final int SMALLEST_LIMIT = 350;

  /// Reports that change nothing important are written at most this often.
  private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// A report that waited longer says nothing about now.
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// A process that was held up for longer must not send with the place it got, because others may
  /// soon have it again: the other half of the margin is for the way to Lightspeed.
  private static final long FRESH_NANOS = CallWindow.MARGIN.toNanos() / 2;

  /// A machine that is slower than that every time has to go on somehow.
  private static final int MOST_RENEWALS = 3;

  private final Database database;
  private final Duration windowLength;
  private final CallWindow window;
  private final BudgetStore store;
  private final ClockSet clockSet = new ClockSet();
  private final WaitingCalls waiting;
  private final AtomicReference<@Nullable Report> unwritten = new AtomicReference<>();

  /// True from the start and while calls wait for what an answer reports.
  private volatile boolean isReportUrgent = true;

  private volatile int knownLimit;
  private volatile long writtenNanos;

  /// Stores its arguments; the first call asks the database.
  ///
  /// @param retailer whose budget, the key of the tables
  /// @param window how long Lightspeed's rate window is, normally 300 s
  public SharedBudget(Database database, String retailer, Duration window) {
    this.database = database;
    this.windowLength = window;
    this.window = new CallWindow(window);
    this.store = new BudgetStore(retailer, window);
    this.waiting = new WaitingCalls(this::decide, window, System::nanoTime);
  }

  private record Report(@Nullable Integer limit, @Nullable Integer remaining, long atNanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - atNanos);
    }

    boolean isStale() {
      return age().toNanos() > STALE_NANOS;
    }
  }

  /// Waits until one call may be made and counts it.
  ///
  /// @throws lightspeed.db.DatabaseException when the database cannot be asked; nothing may be sent
  /// @throws InterruptedException when the caller is stopped while it waits
  @Override
  public Permit acquire(Urgency urgency) throws InterruptedException {
    return new CountedCall(renewed(urgency, waiting.await(urgency)));
  }

  @Override
  public Together acquire(Urgency urgency, int calls) throws InterruptedException {
    if (urgency == Urgency.INTERACTIVE) {
      return new Attempt(urgency, List.of(waiting.await(urgency)));
    }
    int limit = knownLimit;
    // Half a window is left by reserve and others in any case.
    int most = limit == 0 ? MOST_TOGETHER : Math.min(MOST_TOGETHER, Math.max(1, limit / 2));
    return new Attempt(urgency, waiting.await(urgency, Math.clamp(calls, 1, most)));
  }

  /// Calls that have their places already, and those that follow.
  private final class Attempt implements Together {
    private final Urgency urgency;
    private final Deque<Grant> left;

    Attempt(Urgency urgency, List<Grant> granted) {
      this.urgency = urgency;
      this.left = new ArrayDeque<>(granted);
    }

    @Override
    public Permit next() throws InterruptedException {
      Grant next = left.poll();
      return new CountedCall(renewed(urgency, next == null ? waiting.awaitNext(urgency) : next)) {
        @Override
        public void unused() {
          left.addFirst(grant());
        }
      };
    }

    @Override
    public void close() {
      if (!left.isEmpty()) {
        giveBack(List.copyOf(left));
        left.clear();
      }
    }
  }

  /// One call that may be made and counts.
  private class CountedCall implements Permit {
    private final Grant grant;

    CountedCall(Grant grant) {
      this.grant = grant;
    }

    Grant grant() {
      return grant;
    }

    @Override
    public void ended() {
      SharedBudget.this.ended(grant);
    }

    @Override
    public void unused() {
      giveBack(List.of(grant));
    }
  }

  private Grant renewed(Urgency urgency, Grant granted) throws InterruptedException {
    Grant grant = granted;
    for (int i = 0; i < MOST_RENEWALS && isHeldUp(grant); i++) {
      Optional<Grant> renewed = renew(grant);
      grant = renewed.isPresent() ? renewed.get() : waiting.await(urgency);
    }
    return grant;
  }

  /// They were never sent. Without the database they go on counting.
  private void giveBack(List<Grant> unused) {
    try {
      database.useTransaction(
          transaction -> {
            lock(transaction);
            unused.forEach(grant -> store.takeCall(transaction, grant.slot()));
          });
    } catch (RuntimeException e) {
      log.warn("Calls that were not made could not be given back; they count for a window", e);
    }
    waiting.lookAgain();
  }

  private static boolean isHeldUp(Grant grant) {
    return System.nanoTime() - grant.askedNanos() > FRESH_NANOS;
  }

  /// The same place, but from now on; empty when it is lost.
  private Optional<Grant> renew(Grant grant) {
    long askedNanos = System.nanoTime();
    return database.inTransaction(
        transaction -> {
          BudgetFacts facts = lock(transaction);
          Instant slot = window.slotOf(facts.now());
          boolean isMoved =
              window.mayMove(facts, grant.slot())
                  && store.moveCall(transaction, grant.slot(), slot);
          return isMoved ? Optional.of(new Grant(askedNanos, slot)) : Optional.empty();
        });
  }

  /// A call that took longer than the margin may have reached Lightspeed later than its place says:
  /// it counts from now on. Without the database it goes on counting where it is.
  private void ended(Grant grant) {
    if (System.nanoTime() - grant.askedNanos() <= CallWindow.MARGIN.toNanos()) {
      return;
    }
    try {
      database.useTransaction(
          transaction -> {
            BudgetFacts facts = lock(transaction);
            Instant slot = window.slotOf(facts.now());
            if (window.isCounted(facts, grant.slot()) && !slot.equals(grant.slot())) {
              store.moveCall(transaction, grant.slot(), slot);
            }
          });
    } catch (RuntimeException e) {
      log.warn("Could not recount a slow call; Lightspeed may refuse a call in the next window", e);
    }
  }

  /// Takes note. Never fails: without the database the report is dropped with a warning.
  @Override
  public void reported(@Nullable Integer limit, @Nullable Integer remaining) {
    long now = System.nanoTime();
    unwritten.set(new Report(limit, remaining, now));
    boolean isUrgent = isReportUrgent;
    if (isUrgent || (limit != null && limit != knownLimit) || now - writtenNanos > REPORT_NANOS) {
      writeReport();
    }
    if (isUrgent) {
      waiting.lookAgain();
    }
  }

  /// Makes the calls of all processes wait. Never fails: without the database only a warning tells.
  @Override
  public void refused(Duration retryAfter) {
    isReportUrgent = true;
    Duration block = window.block(retryAfter);
    log.warn("event=rate-limited retry_after_s={} all calls wait", block.toSeconds());
    try {
      database.useTransaction(
          transaction -> {
            lock(transaction);
            store.block(transaction, block);
          });
    } catch (RuntimeException e) {
      log.warn("The refusal of a call (429) could not be noted; other calls may be refused too", e);
    }
  }

  /// What is left by our own count and by what Lightspeed said.
  ///
  /// @throws lightspeed.db.DatabaseException when the database cannot be asked
  @Override
  public State state() {
    BudgetFacts facts = database.read(store::read);
    Integer limit = facts.limit();
    Integer remaining =
        limit == null ? null : Math.max(0, limit - window.used(facts) - facts.foreignNow());
    return new State(
        limit, remaining, windowLength, facts.isBlocked() ? facts.blockedUntil() : null);
  }

  private Decision decide(Demand demand) {
    Report report = unwritten.getAndSet(null);
    Decision decision = database.inTransaction(transaction -> decide(transaction, report, demand));
    isReportUrgent = decision.reportHelps();
    return decision;
  }

  private Decision decide(Handle transaction, @Nullable Report report, Demand demand) {
    BudgetFacts facts = lock(transaction);
    if (report != null && !report.isStale()) {
      facts = save(transaction, facts, report);
    }
    Decision decision = window.decide(facts, demand);
    if (decision.calls() > 0) {
      store.addCalls(transaction, decision.slot(), decision.calls());
    }
    if (window.hasForgettable(facts)) {
      store.forgetCalls(transaction, window.forgottenAt(facts.now()));
    }
    return decision;
  }

  private BudgetFacts lock(Handle transaction) {
    BudgetFacts facts = store.lock(transaction);
    Duration moved = clockSet.moved(facts, System.nanoTime());
    if (moved.isZero()) {
      return facts;
    }
    log.warn("event=database-clock-set seconds={} the counted calls move along", moved.toSeconds());
    store.move(transaction, moved);
    return facts.moved(moved);
  }

  private void writeReport() {
    Report report = unwritten.getAndSet(null);
    if (report == null || report.isStale()) {
      return;
    }
    try {
      database.useTransaction(transaction -> save(transaction, lock(transaction), report));
    } catch (RuntimeException e) {
      log.warn("Lightspeed's report of the call limit could not be noted; the next one is", e);
    }
  }

  private BudgetFacts save(Handle transaction, BudgetFacts facts, Report report) {
    Integer limit = report.limit() == null ? facts.limit() : report.limit();
    int newLimit = limit == null ? SMALLEST_LIMIT : limit;
    Integer remaining = report.remaining();
    Duration age = report.age();
    Foreign foreign =
        remaining == null
            ? new Foreign(facts.foreignCalls(), facts.foreignUntil())
            : window.foreign(facts, newLimit, remaining, age);
    store.saveReport(transaction, newLimit, remaining, age, foreign);
    knownLimit = newLimit;
    writtenNanos = System.nanoTime();
    return facts.withReport(newLimit, remaining, age, foreign);
  }
}
