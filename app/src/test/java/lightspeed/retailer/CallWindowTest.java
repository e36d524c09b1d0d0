package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import lightspeed.retailer.BudgetFacts.Slot;
import lightspeed.retailer.CallWindow.Decision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallWindowTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final CallWindow RULES = new CallWindow(WINDOW);

  @Test
  void whileTheLimitIsUnknownOneCallGoesAheadAndTheOthersWaitForItsAnswer() {
    Decision first = RULES.decide(facts(null).build(), Demand.single(0, 8));
    Decision second =
        RULES.decide(facts(null).calls(NOW.minusMillis(300), 1).build(), Demand.single(0, 7));

    assertThat(first.calls()).isEqualTo(1);
    assertThat(first.reportHelps()).isTrue();
    assertThat(second.calls()).isZero();
  }

  @Test
  void whenTheCallThatWentAheadGetsNoAnswerTheNextOneTries() {
    BudgetFacts threeSecondsLater = facts(null).calls(NOW.minusSeconds(4), 1).build();
    BudgetFacts twelveSecondsLater = facts(null).calls(NOW.minusSeconds(12), 1).build();

    assertThat(RULES.decide(threeSecondsLater, Demand.single(0, 5)).calls()).isZero();
    assertThat(RULES.decide(threeSecondsLater, Demand.single(1, 5)).interactive())
        .as("for a person")
        .isEqualTo(1);
    assertThat(RULES.decide(twelveSecondsLater, Demand.single(0, 5)).calls()).isEqualTo(1);
  }

  @Test
  void grantedCallsAndTheLimitDecideHowManyMayGo() {
    BudgetFacts facts = facts(350).calls(NOW.minusSeconds(10), 300).build();

    assertThat(RULES.decide(facts, Demand.single(100, 0)).calls()).isEqualTo(50);
  }

  @Test
  void aCallCountsUntilItsSlotHasWhollyLeftTheWindowAndAMarginMore() {
    Instant slot = NOW.minus(WINDOW).minusMillis(749);

    assertThat(RULES.decide(facts(350).calls(slot, 350).build(), Demand.single(1, 0)).calls())
        .isZero();
    assertThat(
            RULES
                .decide(facts(350).calls(slot.minusMillis(1), 350).build(), Demand.single(1, 0))
                .calls())
        .isEqualTo(1);
  }

  @Test
  void theReserveIsForPeople() {
    BudgetFacts almostUsed = facts(350).calls(NOW.minusSeconds(60), 346).build();

    Decision decision = RULES.decide(almostUsed, Demand.single(2, 10));

    assertThat(decision.interactive()).isEqualTo(2);
    assertThat(decision.background()).isZero();
  }

  @Test
  void whatIsKeptForUrgentCallsLaterIsGivenAwayEvenly() {
    Facts facts = facts(350).calls(NOW, 279);

    Decision first = RULES.decide(facts.build(), Demand.single(0, 100));
    Decision halfTime = RULES.decide(facts.at(NOW.plusSeconds(150)).build(), Demand.single(0, 100));
    Decision whenTheyLeave =
        RULES.decide(facts.at(NOW.plusMillis(300_749)).build(), Demand.single(0, 100));

    assertThat(first.background()).as("2 at once and 69 in a window are kept").isZero();
    assertThat(halfTime.background()).isEqualTo(35);
    assertThat(whenTheyLeave.background()).isEqualTo(69);
  }

  @Test
  void nothingIsKeptForLaterWhereCallsComeBackEvenly() {
    Facts facts = facts(350);
    for (int i = 0; i < 340; i++) {
      facts.calls(NOW.minusSeconds(300).plusMillis(i * 880L), 1);
    }

    assertThat(RULES.decide(facts.build(), Demand.single(0, 100)).background())
        .as("10 free")
        .isEqualTo(8);
  }

  @Test
  void aPlaceThatStillCountsMayMoveUnlessEverybodyWaits() {
    Facts facts = facts(350).calls(NOW, 350);

    assertThat(RULES.mayMove(facts.at(NOW.plusMillis(300_749)).build(), NOW)).isTrue();
    assertThat(RULES.mayMove(facts.at(NOW.plusMillis(300_750)).build(), NOW)).isFalse();
    assertThat(
            RULES.mayMove(
                facts.at(NOW.plusSeconds(1)).blockedUntil(NOW.plusSeconds(2)).build(), NOW))
        .isFalse();
  }

  @Test
  void aTinyLimitHasNoReserve() {
    assertThat(RULES.decide(facts(3).build(), Demand.single(0, 10)).background()).isEqualTo(3);
  }

  @Test
  void waitingEndsTheMomentTheOldestCallsLeave() {
    Decision decision =
        RULES.decide(facts(350).calls(NOW.minusSeconds(300), 350).build(), Demand.single(1, 0));

    assertThat(decision.until()).isEqualTo(Duration.ofMillis(750));
  }

  @Test
  void afterARefusalEveryoneWaitsAndThenOneCallTries() {
    Facts refused = facts(350).blockedUntil(NOW.plusSeconds(3)).reportedAt(NOW.minusSeconds(10));

    assertThat(RULES.decide(refused.build(), Demand.single(1, 5)).calls()).isZero();
    assertThat(RULES.decide(refused.build(), Demand.single(1, 5)).until())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(RULES.decide(refused.at(NOW.plusSeconds(4)).build(), Demand.single(1, 5)).calls())
        .isEqualTo(1);
    assertThat(
            RULES
                .decide(
                    refused.calls(NOW.plusSeconds(4), 1).at(NOW.plusSeconds(5)).build(),
                    Demand.single(0, 5))
                .calls())
        .as("one only")
        .isZero();
    assertThat(
            RULES
                .decide(
                    refused.reportedAt(NOW.plusSeconds(5)).at(NOW.plusSeconds(5)).build(),
                    Demand.single(0, 5))
                .calls())
        .as("it went through")
        .isEqualTo(5);
  }

  @Test
  void callsOfOthersAreWorkedOutFromWhatIsReported() {
    BudgetFacts facts = facts(350).calls(NOW.minusSeconds(20), 10).build();

    assertThat(RULES.foreign(facts, 350, 340, Duration.ZERO).calls()).as("ours alone").isZero();
    assertThat(RULES.foreign(facts, 350, 345, Duration.ZERO).calls())
        .as("a fixed window began anew")
        .isZero();
    assertThat(RULES.foreign(facts, 350, 290, Duration.ZERO).calls()).isEqualTo(50);
    assertThat(RULES.foreign(facts, 350, 290, Duration.ZERO).until())
        .isEqualTo(NOW.plusMillis(300_500));
  }

  @Test
  void callsOfOthersStayCountedWhileOurOwnAreUnderWay() {
    BudgetFacts facts =
        facts(350).calls(NOW.minusMillis(500), 10).foreign(50, NOW.plusSeconds(200)).build();

    CallWindow.Foreign after = RULES.foreign(facts, 350, 294, Duration.ZERO);

    assertThat(after.calls()).isEqualTo(50);
    assertThat(after.until()).as("seen once more").isEqualTo(NOW.plusMillis(300_500));
  }

  @Test
  void callsOfOthersAreForgottenWhenTheServerBeginsANewWindow() {
    BudgetFacts facts =
        facts(350).calls(NOW.minusSeconds(20), 10).foreign(50, NOW.plusSeconds(200)).build();

    assertThat(RULES.foreign(facts, 350, 349, Duration.ZERO).calls()).isZero();
  }

  @Test
  void whatTheServerSaysIsLeftCountsWhenOthersEatFromIt() {
    Facts facts =
        facts(350)
            .calls(NOW.minusSeconds(20), 10)
            .foreign(330, NOW.plusSeconds(200))
            .remaining(4)
            .reportedAt(NOW.minusMillis(100));

    assertThat(RULES.decide(facts.build(), Demand.single(20, 0)).calls()).isEqualTo(4);
    assertThat(
            RULES
                .decide(facts.calls(NOW.minusMillis(500), 4).build(), Demand.single(20, 0))
                .calls())
        .as("those under way are not in what it said")
        .isZero();
  }

  @Test
  void aStaleReportDoesNotStopCallsForEver() {
    Facts facts =
        facts(350)
            .calls(NOW.minusSeconds(40), 10)
            .foreign(330, NOW.plusSeconds(200))
            .remaining(1)
            .reportedAt(NOW.minusSeconds(40));

    assertThat(RULES.decide(facts.build(), Demand.single(20, 0)).calls())
        .as("one renews it")
        .isEqualTo(1);
  }

  /// A backlog that never ends, grants that arrive up to the margin later, other waiting times, and
  /// a server of either kind: it never has to refuse, and nearly all of its limit is used.
  @ParameterizedTest
  @CsvSource({"300, 350, 1", "300, 350, 2", "300, 1250, 3", "300, 20, 4", "10, 40, 5", "60, 7, 6"})
  void noWindowOfEitherKindEverOverflowsAndNearlyAllIsUsed(int seconds, int limit, long seed) {
    Duration window = Duration.ofSeconds(seconds);
    CallWindow rules = new CallWindow(window);
    Random random = new Random(seed);
    TreeMap<Instant, Integer> slots = new TreeMap<>();
    List<Instant> arrivals = new ArrayList<>();
    Instant now = NOW;
    Instant end = NOW.plus(window.multipliedBy(12));

    while (now.isBefore(end)) {
      Facts facts = facts(limit).reportedAt(NOW.minusSeconds(1)).at(now);
      slots.headMap(rules.forgottenAt(now), true).clear();
      slots.forEach(facts::calls);
      Decision decision = rules.decide(facts.build(), Demand.single(0, 1 + random.nextInt(limit)));
      if (decision.calls() > 0) {
        slots.merge(rules.slotOf(now), decision.calls(), Integer::sum);
      }
      for (int i = 0; i < decision.calls(); i++) {
        arrivals.add(now.plusMillis(random.nextInt(450)));
      }
      now =
          decision.calls() > 0
              ? now.plusMillis(1 + random.nextInt(50))
              : now.plus(decision.until());
    }

    arrivals.sort(null);
    assertThat(mostWithin(window, arrivals)).as("seed %d", seed).isLessThanOrEqualTo(limit);
    double used = arrivals.size() / (12.0 * limit);
    double lost = Math.max(seconds >= 300 ? 0.01 : 1.1 / seconds, 1.0 / limit);
    assertThat(used).as("seed %d", seed).isGreaterThan(1 - lost - 1e-9);
  }

  private static int mostWithin(Duration window, List<Instant> arrivals) {
    Deque<Instant> inside = new ArrayDeque<>();
    int most = 0;
    for (Instant arrival : arrivals) {
      inside.add(arrival);
      while (!inside.getFirst().plus(window).isAfter(arrival)) {
        inside.removeFirst();
      }
      most = Math.max(most, inside.size());
    }
    return most;
  }

  private static Facts facts(@Nullable Integer limit) {
    return new Facts(limit);
  }

  /// Known facts, by default nothing used and nothing wrong.
  private static final class Facts {
    private final @Nullable Integer limit;
    private final List<Slot> slots = new ArrayList<>();
    private Instant now = NOW;
    private @Nullable Integer remaining;
    private @Nullable Instant reportedAt;
    private @Nullable Instant blockedUntil;
    private int foreignCalls;
    private @Nullable Instant foreignUntil;

    Facts(@Nullable Integer limit) {
      this.limit = limit;
    }

    Facts at(Instant newNow) {
      now = newNow;
      return this;
    }

    Facts calls(Instant slotAt, int calls) {
      slots.add(new Slot(slotAt, calls));
      return this;
    }

    Facts remaining(int newRemaining) {
      remaining = newRemaining;
      return this;
    }

    Facts reportedAt(Instant newReportedAt) {
      reportedAt = newReportedAt;
      return this;
    }

    Facts blockedUntil(Instant newBlockedUntil) {
      blockedUntil = newBlockedUntil;
      return this;
    }

    Facts foreign(int calls, Instant until) {
      foreignCalls = calls;
      foreignUntil = until;
      return this;
    }

    BudgetFacts build() {
      return new BudgetFacts(
          now,
          limit,
          remaining,
          reportedAt,
          blockedUntil,
          foreignCalls,
          foreignUntil,
          List.copyOf(slots));
    }
  }
}
