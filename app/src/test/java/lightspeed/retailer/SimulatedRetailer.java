package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import lightspeed.retailer.BudgetFacts.Slot;
import lightspeed.retailer.CallWindow.Decision;
import lightspeed.retailer.CallWindow.Foreign;
import org.jspecify.annotations.Nullable;
import xseries.emulator.rate.RateLimiter;
import xseries.emulator.rate.Verdict;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Several processes that share a budget, in virtual time: the real rules ([CallWindow],
/// [ClockSet]) against the limiter of the emulator. What [SharedBudget] does with a database and
/// [WaitingCalls] with threads is done here with fields and events.
final class SimulatedRetailer {
  static final Instant START = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Duration LONGEST_WAY = Duration.ofMillis(450);
  private static final Duration REPORT_PAUSE = Duration.ofMillis(200);

  /// How long a slow call is on its way; the answer of one takes no longer than its request.
  private static final Duration LONGEST_SLOW_WAY = Duration.ofSeconds(3);

  private record Event(Instant at, long number, Runnable action) {}

  /// A call as the server saw it.
  record Arrival(Instant at, String who, boolean isAllowed) {}

  private final CallWindow rules;
  private final Random random;
  private final Settings server;
  private final RateLimiter limiter;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private final TreeMap<Instant, Integer> slots = new TreeMap<>();
  final List<Arrival> arrivals = new ArrayList<>();
  final List<Duration> criticalWaits = new ArrayList<>();
  final List<SimulatedProcess> processes = new ArrayList<>();
  private Instant now = START;
  private Instant strangerWaitsUntil = Instant.MIN;
  private long eventCount;
  private Duration databaseAhead = Duration.ZERO;
  private int slowOneIn = Integer.MAX_VALUE;
  private @Nullable Integer limit;
  private @Nullable Integer remaining;
  private @Nullable Instant reportedAt;
  private @Nullable Instant blockedUntil;
  private Foreign foreign = new Foreign(0, null);

  SimulatedRetailer(String kind, Duration window, int limit, long seed) {
    this.rules = new CallWindow(window);
    this.random = new Random(seed);
    this.server =
        new Settings(
            Map.of(
                Switch.WINDOW_KIND, kind,
                Switch.WINDOW_SECONDS, Long.toString(window.toSeconds()),
                Switch.RATE_LIMIT_CALLS, Integer.toString(limit)));
    this.limiter = new RateLimiter(server, () -> now);
  }

  void setLimit(int newLimit) {
    server.set(Switch.RATE_LIMIT_CALLS, Integer.toString(newLimit));
  }

  /// From now on one call in so many is slow.
  void slowOneIn(int calls) {
    slowOneIn = calls;
  }

  void setDatabaseClock(Duration ahead) {
    databaseAhead = ahead;
  }

  void at(Duration sinceStart, Runnable action) {
    events.add(new Event(START.plus(sinceStart), eventCount++, action));
  }

  private void after(Duration wait, Runnable action) {
    events.add(new Event(now.plus(wait), eventCount++, action));
  }

  /// Another application with the same budget makes a call, unless it was told to wait.
  void strangerCalls() {
    if (!now.isBefore(strangerWaitsUntil)) {
      Verdict verdict = arrive("stranger");
      strangerWaitsUntil = verdict.isAllowed() ? now : verdict.retryAt();
    }
  }

  void run(Duration duration) {
    Instant end = START.plus(duration);
    while (!events.isEmpty() && events.peek().at().isBefore(end)) {
      Event event = events.remove();
      now = event.at();
      event.action().run();
    }
    now = end;
  }

  long refusals(String who) {
    return arrivals.stream().filter(call -> !call.isAllowed() && call.who().equals(who)).count();
  }

  /// Calls of anybody that the server accepted in this part of the time.
  long accepted(Duration from, Duration to) {
    return arrivals.stream()
        .filter(call -> call.isAllowed() && !call.at().isBefore(START.plus(from)))
        .filter(call -> call.at().isBefore(START.plus(to)))
        .count();
  }

  private Verdict arrive(String who) {
    Verdict verdict = limiter.call("app");
    arrivals.add(new Arrival(now, who, verdict.isAllowed()));
    return verdict;
  }

  private Duration upTo(Duration longest) {
    return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
  }

  /// One process: callers that make one call after another, and critical orders of three calls.
  final class SimulatedProcess {
    private final ClockSet clockSet = new ClockSet();
    private final Deque<Runnable> interactive = new ArrayDeque<>();
    private final Deque<Together> background = new ArrayDeque<>();
    private long lookNumber;
    private Instant writtenAt = Instant.MIN;
    private boolean isReportUrgent = true;
    int backgroundGrants;

    SimulatedProcess() {
      processes.add(this);
    }

    /// Callers that always want their next calls, so many together.
    void orders(int callers, int calls) {
      for (int i = 0; i < callers; i++) {
        wantBackground(calls);
      }
    }

    private void wantBackground(int calls) {
      boolean isNews = background.isEmpty();
      background.add(new Together(calls));
      if (isNews) {
        look();
      }
    }

    /// @param granted fewer than all when one must learn something first
    private void makeBackground(Together together, int granted) {
      for (int others = granted - 1; others > 0; others--) {
        makeCall("background", () -> {});
      }
      makeCall("background", () -> wantBackground(together.calls()));
    }

    private record Together(int calls) {}

    /// A critical order wants its calls, one after another.
    void criticalOrder(int calls) {
      if (calls > 0) {
        Instant since = now;
        interactive.add(
            () -> {
              criticalWaits.add(Duration.between(since, now));
              makeCall("critical", () -> criticalOrder(calls - 1));
            });
        look();
      }
    }

    private void makeCall(String who, Runnable then) {
      Instant granted = now;
      Instant slot = rules.slotOf(facts().now());
      Duration way = random.nextInt(slowOneIn) == 0 ? upTo(LONGEST_SLOW_WAY) : upTo(LONGEST_WAY);
      after(
          way,
          () -> {
            Verdict verdict = arrive(who);
            Duration retryAfter = Duration.between(now, verdict.retryAt());
            after(
                upTo(LONGEST_WAY),
                () -> {
                  answered(verdict, retryAfter);
                  ended(granted, slot);
                  then.run();
                });
          });
    }

    private void ended(Instant granted, Instant slot) {
      if (Duration.between(granted, now).compareTo(CallWindow.MARGIN) > 0
          && slots.getOrDefault(slot, 0) > 0) {
        slots.merge(slot, -1, Integer::sum);
        slots.merge(rules.slotOf(facts().now()), 1, Integer::sum);
      }
    }

    private void answered(Verdict verdict, Duration retryAfter) {
      boolean isNews = limit == null || limit != verdict.limit();
      if (isReportUrgent || isNews || writtenAt.plus(REPORT_PAUSE).isBefore(now)) {
        writtenAt = now;
        BudgetFacts facts = facts();
        limit = (int) verdict.limit();
        remaining = (int) verdict.remaining();
        foreign = rules.foreign(facts, limit, remaining, Duration.ZERO);
        reportedAt = facts.now();
      }
      if (!verdict.isAllowed()) {
        isReportUrgent = true;
        Instant until = facts().now().plus(rules.block(retryAfter));
        blockedUntil = blockedUntil == null || until.isAfter(blockedUntil) ? until : blockedUntil;
      }
      if (isReportUrgent) {
        look();
      }
    }

    private BudgetFacts facts() {
      BudgetFacts facts =
          new BudgetFacts(
              now.plus(databaseAhead),
              limit,
              remaining,
              reportedAt,
              blockedUntil,
              foreign.calls(),
              foreign.until(),
              slots.entrySet().stream().map(e -> new Slot(e.getKey(), e.getValue())).toList());
      Duration moved = clockSet.moved(facts, Duration.between(START, now).toNanos());
      if (moved.isZero()) {
        return facts;
      }
      BudgetFacts shifted = facts.moved(moved);
      slots.clear();
      shifted.slots().forEach(slot -> slots.put(slot.at(), slot.calls()));
      reportedAt = shifted.reportedAt();
      blockedUntil = shifted.blockedUntil();
      foreign = new Foreign(shifted.foreignCalls(), shifted.foreignUntil());
      return shifted;
    }

    private void look() {
      long thisLook = ++lookNumber;
      if (interactive.isEmpty() && background.isEmpty()) {
        return;
      }
      BudgetFacts facts = facts();
      Decision decision =
          rules.decide(
              facts,
              new Demand(interactive.size(), background.stream().map(Together::calls).toList()));
      isReportUrgent = decision.reportHelps();
      if (decision.calls() > 0) {
        slots.merge(rules.slotOf(facts.now()), decision.calls(), Integer::sum);
      }
      slots.headMap(rules.forgottenAt(facts.now()), true).clear();
      backgroundGrants += decision.background();
      for (int i = 0; i < decision.interactive(); i++) {
        interactive.remove().run();
      }
      int left = decision.background();
      while (left > 0) {
        Together next = background.remove();
        int granted = Math.min(left, next.calls());
        left -= granted;
        makeBackground(next, granted);
      }
      if (!interactive.isEmpty() || !background.isEmpty()) {
        after(decision.until(), () -> lookUnlessLookedSince(thisLook));
      }
    }

    private void lookUnlessLookedSince(long thatLook) {
      if (lookNumber == thatLook) {
        look();
      }
    }
  }
}
