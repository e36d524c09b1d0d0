package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import lightspeed.db.TestDatabase;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.CallBudget.State;
import lightspeed.xseries.CallBudget.Urgency;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
@Tag("slow")
class SharedBudgetTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final Duration WINDOW = Duration.ofMinutes(5);

  @Test
  void oneCallLearnsTheLimitForAllProcesses() throws Exception {
    SharedBudget first = budget(WINDOW);
    SharedBudget second = budget(WINDOW);
    Waiters waiters = new Waiters();
    assertThat(first.state().limit()).isNull();

    first.acquire(Urgency.BACKGROUND);
    for (int i = 0; i < 5; i++) {
      waiters.start(i % 2 == 0 ? first : second, Urgency.BACKGROUND, "call " + i);
    }
    first.reported(350, 349);

    assertThat(waiters.next(5)).hasSize(5);
    State state = second.state();
    assertThat(state.limit()).isEqualTo(350);
    assertThat(state.remaining()).isEqualTo(344);
    assertThat(state.window()).isEqualTo(WINDOW);
    assertThat(state.blockedUntil()).isNull();
  }

  @Test
  void aRefusalStopsEveryProcessUntilItIsOver() throws Exception {
    SharedBudget first = budget(WINDOW);
    SharedBudget second = budget(WINDOW);
    learn(first, 350);
    long start = System.nanoTime();

    first.refused(Duration.ofMillis(500));
    State blocked = second.state();
    second.acquire(Urgency.INTERACTIVE);

    assertThat(blocked.blockedUntil()).isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void afterARefusalOneCallFindsOutBeforeTheOthersFollow() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);
    budget.refused(Duration.ZERO);
    Waiters waiters = new Waiters();
    for (int i = 0; i < 5; i++) {
      waiters.start(budget, Urgency.BACKGROUND, "call " + i);
    }

    waiters.next(1);
    assertThat(waiters.granted()).isEqualTo(1);
    budget.reported(350, 340);

    assertThat(waiters.next(4)).hasSize(4);
  }

  @Test
  void aWaitingCallCanBeInterruptedAndTakesNothing() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 1);
    Waiters waiters = new Waiters();
    Thread waiting = waiters.start(budget, Urgency.BACKGROUND, "never");

    waiting.interrupt();

    assertThat(waiters.next(1)).containsExactly("never interrupted");
    assertThat(callsInTheTable()).isEqualTo(1);
  }

  @Test
  void anAnswerWithoutLimitHeadersCountsAsTheSmallestLimit() throws Exception {
    SharedBudget budget = budget(WINDOW);

    budget.acquire(Urgency.BACKGROUND);
    budget.reported(null, null);

    assertThat(budget.state().limit()).isEqualTo(350);
  }

  @Test
  void callsGrantedTogetherAreCountedAtOnceAndTheUnusedGivenBack() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);

    try (CallBudget.Together together = budget.acquire(Urgency.BACKGROUND, 12)) {
      assertThat(callsInTheTable()).isEqualTo(1 + 12);
      for (int call = 0; call < 5; call++) {
        together.next().ended();
      }
    }

    assertThat(callsInTheTable()).isEqualTo(1 + 5);
  }

  @Test
  void aCallThatWasNotSentCountsNoLonger() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);

    budget.acquire(Urgency.BACKGROUND).unused();

    assertThat(callsInTheTable()).isEqualTo(1);
  }

  @Test
  void oneGrantedTogetherWithOthersThatWasNotSentIsTheNextOne() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);

    try (CallBudget.Together together = budget.acquire(Urgency.BACKGROUND, 3)) {
      together.next().unused();
      for (int call = 0; call < 3; call++) {
        together.next().ended();
      }
    }

    assertThat(callsInTheTable()).isEqualTo(1 + 3);
  }

  @Test
  void moreCallsThanWereGrantedTogetherAreWaitedForOneByOne() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);

    try (CallBudget.Together together = budget.acquire(Urgency.BACKGROUND, 100)) {
      assertThat(callsInTheTable()).isEqualTo(1 + CallBudget.MOST_TOGETHER);
      for (int call = 0; call < CallBudget.MOST_TOGETHER + 3; call++) {
        together.next().ended();
      }
    }

    assertThat(callsInTheTable()).isEqualTo(1 + CallBudget.MOST_TOGETHER + 3);
  }

  @Test
  void noMoreAreGrantedTogetherThanAWindowCanGive() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 8);

    try (CallBudget.Together together = budget.acquire(Urgency.BACKGROUND, 20)) {
      together.next().ended();
      assertThat(callsInTheTable()).isEqualTo(1 + 4);
    }

    assertThat(callsInTheTable()).isEqualTo(2);
  }

  @Test
  void anUrgentAttemptBeginsWithOneCallAndTakesTheOthersAsItMakesThem() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);

    try (CallBudget.Together together = budget.acquire(Urgency.INTERACTIVE, 3)) {
      assertThat(callsInTheTable()).isEqualTo(1 + 1);
      for (int call = 0; call < 3; call++) {
        together.next().ended();
      }
    }

    assertThat(callsInTheTable()).isEqualTo(1 + 3);
  }

  @Test
  void manyWaitingCallsShareOneTransaction() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 100_000);
    int callers = 50;
    int each = 100;
    CountDownLatch done = new CountDownLatch(callers);
    long start = System.nanoTime();

    for (int i = 0; i < callers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int n = 0; n < each; n++) {
                    budget.acquire(Urgency.BACKGROUND);
                  }
                  done.countDown();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(callsInTheTable()).isEqualTo(callers * each + 1);
    assertThat(callers * each / seconds).as("calls a second").isGreaterThan(500);
  }

  @Test
  void callsThatLeftTheWindowAreRemoved() throws Exception {
    SharedBudget budget = budget(Duration.ofSeconds(1));
    learn(budget, 2);

    for (int i = 0; i < 8; i++) {
      budget.acquire(Urgency.BACKGROUND);
    }

    assertThat(callsInTheTable()).as("of 9 in the last windows").isLessThanOrEqualTo(6);
  }

  @Test
  void withoutADatabaseNothingIsGrantedButReportsDoNotFail() {
    try (TestDatabase empty = TestDatabase.empty()) {
      SharedBudget budget = new SharedBudget(empty.database(), "store", WINDOW);

      assertThatThrownBy(() -> budget.acquire(Urgency.BACKGROUND))
          .isInstanceOf(DatabaseException.class);
      budget.reported(350, 349);
      budget.refused(Duration.ofSeconds(1));
      assertThatThrownBy(() -> budget.acquire(Urgency.BACKGROUND))
          .as("still works as before")
          .isInstanceOf(DatabaseException.class);
    }
  }

  @Test
  void aCallThatWasHeldUpMovesItsPlaceAndTakesNoOther() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);
    Waiters waiters = new Waiters();

    DATABASE
        .database()
        .useTransaction(
            tx -> {
              tx.execute("UPDATE rate_budget SET remaining = remaining");
              waiters.start(budget, Urgency.BACKGROUND, "late");
              long end = System.nanoTime() + CallWindow.MARGIN.toNanos();
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
            });

    assertThat(waiters.next(1)).containsExactly("late");
    assertThat(callsInTheTable()).isEqualTo(2);
  }

  @Test
  void aCallThatTookLongerThanTheMarginCountsFromItsEndOn() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);
    var permit = budget.acquire(Urgency.BACKGROUND);
    List<String> before = slots();
    DATABASE.database().useTransaction(tx -> tx.execute("DO SLEEP(0.8)"));

    permit.ended();

    assertThat(callsInTheTable()).isEqualTo(2);
    assertThat(slots()).isNotEqualTo(before);
  }

  @Test
  void aCallThatWasQuickStaysWhereItIsCounted() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);
    var permit = budget.acquire(Urgency.BACKGROUND);
    List<String> before = slots();

    permit.ended();

    assertThat(slots()).isEqualTo(before);
  }

  @Test
  void whenTheDatabaseClockWasSetBackCallsGoOnAndStillCount() throws Exception {
    SharedBudget budget = budget(WINDOW);
    learn(budget, 350);
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE rate_budget_calls"
                        + " SET slot_at = slot_at + INTERVAL 1 HOUR, calls = 270"));

    budget.acquire(Urgency.BACKGROUND);

    assertThat(budget.state().remaining()).isEqualTo(350 - 271);
    int inTheFuture =
        DATABASE
            .database()
            .read(
                handle ->
                    handle
                        .createQuery(
                            "SELECT COUNT(*) FROM rate_budget_calls WHERE slot_at > NOW(6)")
                        .mapTo(Integer.class)
                        .one());
    assertThat(inTheFuture).isZero();
  }

  @Test
  void retailersDoNotShare() throws Exception {
    SharedBudget one = new SharedBudget(DATABASE.database(), "one", WINDOW);
    SharedBudget other = new SharedBudget(DATABASE.database(), "other", WINDOW);

    learn(one, 1);
    learn(other, 350);
    other.acquire(Urgency.BACKGROUND);

    assertThat(one.state().remaining()).isZero();
    assertThat(other.state().remaining()).isEqualTo(348);
  }

  private static SharedBudget budget(Duration window) {
    return new SharedBudget(DATABASE.database(), "store", window);
  }

  private static void learn(SharedBudget budget, int limit) throws InterruptedException {
    budget.acquire(Urgency.BACKGROUND);
    budget.reported(limit, limit - 1);
  }

  /// When how many calls are counted.
  private static List<String> slots() {
    return DATABASE.texts(
        "SELECT CONCAT(slot_at, ' ', calls) FROM rate_budget_calls"
            + " WHERE calls > 0 ORDER BY slot_at");
  }

  private static int callsInTheTable() {
    Database database = DATABASE.database();
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COALESCE(SUM(calls), 0) FROM rate_budget_calls")
                .mapTo(Integer.class)
                .one());
  }

  /// Threads that wait for one call each and tell when they got it.
  private static final class Waiters {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger granted = new AtomicInteger();

    Thread start(SharedBudget budget, Urgency urgency, String name) throws InterruptedException {
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      budget.acquire(urgency);
                      granted.incrementAndGet();
                      told.add(name);
                    } catch (InterruptedException e) {
                      told.add(name + " interrupted");
                    }
                  });
      awaitParked(thread);
      return thread;
    }

    private static void awaitParked(Thread thread) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("it neither waits nor ends: " + thread.getState());
        }
        Thread.onSpinWait();
      }
    }

    int granted() {
      return granted.get();
    }

    List<String> next(int count) throws InterruptedException {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = told.poll(30, TimeUnit.SECONDS);
        assertThat(name).as("call %d of %d", i + 1, count).isNotNull();
        names.add(name);
      }
      return names;
    }
  }
}
