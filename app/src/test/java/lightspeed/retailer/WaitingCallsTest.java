package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import lightspeed.retailer.CallWindow.Decision;
import lightspeed.retailer.WaitingCalls.Grant;
import lightspeed.xseries.CallBudget.Urgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingCallsTest {
  private static final Instant SLOT = Instant.parse("2026-11-20T10:00:00Z");

  private final Tap tap = new Tap();
  private final AtomicLong nanos = new AtomicLong();
  private final WaitingCalls waiting = new WaitingCalls(tap, Duration.ofMinutes(5), nanos::get);
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void urgentCallsGoFirstAndOthersInOrder() throws Exception {
    call("a", Urgency.BACKGROUND, 1);
    call("b", Urgency.BACKGROUND, 2);
    call("c", Urgency.BACKGROUND, 3);
    call("person", Urgency.INTERACTIVE, 4);

    List<String> order = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tap.open(1);
      waiting.lookAgain();
      order.add(next());
    }

    assertThat(order).containsExactly("person", "a", "b", "c");
  }

  @Test
  void callsThatAreWantedTogetherComeTogetherBeforeThoseBehindThem() throws Exception {
    callTogether("three", 3, 3);
    call("behind", Urgency.BACKGROUND, 4);

    int before = tap.rounds();
    tap.open(2);
    waiting.lookAgain();
    await(() -> tap.rounds() > before);
    assertThat(told).as("two of three are not enough").isEmpty();
    assertThat(tap.open()).as("left to others, who can use them").isEqualTo(2);
    tap.open(1);
    waiting.lookAgain();

    assertThat(next()).isEqualTo("three got 3");
    tap.open(1);
    waiting.lookAgain();
    assertThat(next()).isEqualTo("behind");
  }

  @Test
  void callsThatAreWantedTogetherBeginWithFewerWhenOneMustTellTheLimit() throws Exception {
    tap.learns();
    callTogether("three", 3, 3);

    tap.open(1);
    waiting.lookAgain();

    assertThat(next()).isEqualTo("three got 1");
  }

  @Test
  void anAttemptThatHasBegunGoesBeforeThoseThatHaveNot() throws Exception {
    call("first", Urgency.INTERACTIVE, 1);
    call("other", Urgency.INTERACTIVE, 2);
    tap.open(1);
    waiting.lookAgain();
    assertThat(next()).isEqualTo("first");
    begin("first again", () -> waiting.awaitNext(Urgency.INTERACTIVE), 2);

    tap.open(1);
    waiting.lookAgain();

    assertThat(next()).isEqualTo("first again");
  }

  @Test
  void urgentCallsDoNotStarveTheOthers() throws Exception {
    call("patient", Urgency.BACKGROUND, 1);
    call("person", Urgency.INTERACTIVE, 2);

    nanos.addAndGet(Duration.ofMinutes(5).toNanos() + 1);
    int before = tap.rounds();
    await(() -> tap.rounds() > before + 1); // One of them began after the five minutes.
    tap.open(1);
    waiting.lookAgain();

    assertThat(next()).isEqualTo("patient");
  }

  @Test
  void aCallerLearnsWhenItsGrantWasAskedForAndWhereItCounts() throws Exception {
    nanos.set(42);
    tap.open(1);

    assertThat(waiting.await(Urgency.BACKGROUND)).isEqualTo(new Grant(42, SLOT));
  }

  @Test
  void allWaitingCallsAreAskedForTogether() throws Exception {
    for (int i = 1; i <= 20; i++) {
      call("call", Urgency.BACKGROUND, i);
    }
    int roundsBefore = tap.rounds();

    tap.open(20);
    waiting.lookAgain();
    for (int i = 0; i < 20; i++) {
      next();
    }

    assertThat(tap.rounds() - roundsBefore).isEqualTo(1);
  }

  @Test
  void theGrantOfAnInterruptedCallGoesToTheNext() throws Exception {
    Thread first = call("first", Urgency.BACKGROUND, 1);
    call("second", Urgency.BACKGROUND, 2);

    first.interrupt();
    assertThat(next()).isEqualTo("first InterruptedException");
    tap.open(1);
    waiting.lookAgain();

    assertThat(next()).isEqualTo("second");
  }

  @Test
  void aFailureReachesEveryWaitingCallAndLaterCallsAreAskedForAgain() throws Exception {
    call("a", Urgency.BACKGROUND, 1);
    call("b", Urgency.INTERACTIVE, 2);

    tap.fail(new IllegalStateException("no database"));
    waiting.lookAgain();

    assertThat(List.of(next(), next()))
        .containsExactlyInAnyOrder("a IllegalStateException", "b IllegalStateException");
    assertThatThrownBy(() -> waiting.await(Urgency.BACKGROUND)).hasMessage("no database");
    tap.open(1);
    waiting.await(Urgency.BACKGROUND);
  }

  private Thread call(String name, Urgency urgency, int waitingThen) {
    return begin(name, () -> waiting.await(urgency), waitingThen);
  }

  @FunctionalInterface
  private interface Wait {
    Grant grant() throws InterruptedException;
  }

  private Thread begin(String name, Wait wait, int waitingThen) {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    wait.grant();
                    told.add(name);
                  } catch (InterruptedException | RuntimeException e) {
                    told.add(name + " " + e.getClass().getSimpleName());
                  }
                });
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (tap.lastAsked() != waitingThen) {
      assertThat(System.nanoTime()).as("%s waits", name).isLessThan(deadline);
      waiting.lookAgain();
      Thread.onSpinWait();
    }
    return thread;
  }

  private void callTogether(String name, int calls, int waitingThen) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                told.add(name + " got " + waiting.await(Urgency.BACKGROUND, calls).size());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await(() -> tap.lastAsked() == waitingThen);
  }

  private void await(BooleanSupplier isSo) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      waiting.lookAgain();
      Thread.onSpinWait();
    }
  }

  private String next() throws InterruptedException {
    String name = told.poll(10, TimeUnit.SECONDS);
    assertThat(name).isNotNull();
    return name;
  }

  /// Grants as many calls as it was opened for.
  private static final class Tap implements WaitingCalls.Granter {
    private int open;
    private int lastAsked;
    private int rounds;
    private RuntimeException failure = new IllegalStateException("not set");
    private boolean isBroken;
    private boolean isLearning;

    @Override
    public synchronized Decision decide(Demand demand) {
      rounds++;
      lastAsked = demand.calls();
      if (isBroken) {
        throw failure;
      }
      int urgent = Math.min(open, demand.interactive());
      int left = open - urgent;
      int others = isLearning ? demand.upTo(left) : demand.whole(left, left);
      open -= urgent + others;
      return new Decision(urgent, others, SLOT, Duration.ofMinutes(1), isLearning);
    }

    synchronized void learns() {
      isLearning = true;
    }

    synchronized int open() {
      return open;
    }

    synchronized void open(int calls) {
      open += calls;
      isBroken = false;
    }

    synchronized void fail(RuntimeException newFailure) {
      failure = newFailure;
      isBroken = true;
    }

    synchronized int lastAsked() {
      return lastAsked;
    }

    synchronized int rounds() {
      return rounds;
    }
  }
}
