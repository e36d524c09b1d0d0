package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import lightspeed.retailer.BudgetFacts.Slot;
import org.jspecify.annotations.Nullable;

/// The rules of the budget: given what is known now, how many waiting calls may go, and when to
/// look again. Pure: no clock, no database.
///
/// Every granted call counts from the beginning of its slot until the slot has wholly left the
/// window, and a margin longer for the way to Lightspeed. So in no stretch of one window's length
/// do more calls arrive than the limit, which satisfies a fixed and a sliding window alike
/// (Lightspeed does not say which it has).
final class CallWindow {
  private static final int SLOTS_OF_A_WINDOW = 300;
  private static final Duration SHORTEST_SLOT = Duration.ofMillis(20);
  private static final Duration LONGEST_SLOT = Duration.ofSeconds(1);

  /// Covers the time between the grant and the arrival at Lightspeed.
  private static final Duration SHORTEST_MARGIN = Duration.ofMillis(500);

  /// How long one call that is to find out the limit may take before the next one tries.
  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(10);

  /// The same while a person waits.
  private static final Duration INTERACTIVE_PROBE_PATIENCE = Duration.ofSeconds(2);

  private static final Duration PROBE_LOOK = Duration.ofMillis(100);

  /// The longest sleep: another process may have learnt something meanwhile.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);
  private static final int LARGEST_RESERVE = 5;
  private static final int RESERVE_DIVISOR = 50;
  private static final int SMALLEST_LIMIT_WITH_RESERVE = 10;

  private final Duration window;
  private final Duration slot;
  private final Duration margin;

  CallWindow(Duration window) {
    this.window = window;
    Duration part = window.dividedBy(SLOTS_OF_A_WINDOW);
    this.slot = shorter(longer(part, SHORTEST_SLOT), LONGEST_SLOT);
    this.margin = shorter(longer(part, SHORTEST_MARGIN), LONGEST_SLOT);
  }

  /// How many calls of each urgency may go now.
  ///
  /// @param until how long until to look again if not all may go
  /// @param reportHelps a new report may change the answer before that
  record Decision(int interactive, int background, Duration until, boolean reportHelps) {
    int calls() {
      return interactive + background;
    }
  }

  /// What to remember of calls that others made.
  record Foreign(int calls, @Nullable Instant until) {}

  Instant slotOf(Instant now) {
    long nanos = slot.toNanos();
    long sinceSecond = now.getNano() / nanos * nanos;
    return Instant.ofEpochSecond(now.getEpochSecond(), sinceSecond);
  }

  /// When the calls of a slot no longer count.
  private Instant leaves(Instant slotAt) {
    return slotAt.plus(slot).plus(window).plus(margin);
  }

  /// Slots that begin at or before this no longer count.
  Instant forgottenAt(Instant now) {
    return now.minus(slot).minus(window).minus(margin);
  }

  boolean hasForgettable(BudgetFacts facts) {
    return !facts.slots().isEmpty()
        && !facts.slots().getFirst().at().isAfter(forgottenAt(facts.now()));
  }

  int used(BudgetFacts facts) {
    return facts.callsAfter(forgottenAt(facts.now()));
  }

  /// How long everyone waits after a 429: its own time, and one margin because it is told in whole
  /// seconds.
  Duration block(Duration retryAfter) {
    return retryAfter.plus(margin).plus(slot);
  }

  Decision decide(BudgetFacts facts, int interactive, int background) {
    if (facts.blockedUntil() != null && facts.isBlocked()) {
      Duration left = Duration.between(facts.now(), facts.blockedUntil());
      return new Decision(0, 0, bounded(left), false);
    }
    Integer limit = facts.limit();
    if (limit == null || isFirstAfterBlock(facts)) {
      return probe(facts, interactive);
    }
    int free = limit - used(facts) - facts.foreignNow();
    boolean isServerStricter = false;
    if (facts.foreignNow() > 0) {
      int byServer = freeByServer(facts);
      isServerStricter = byServer < free;
      free = Math.min(free, byServer);
    }
    int held = Math.max(0, reserve(limit) - leavingSoon(facts));
    int interactiveGrant = Math.clamp(free, 0, interactive);
    int backgroundGrant = Math.clamp((long) free - interactiveGrant - held, 0, background);
    Duration wait = isServerStricter ? PROBE_LOOK : untilSomethingLeaves(facts);
    return new Decision(interactiveGrant, backgroundGrant, wait, isServerStricter);
  }

  /// Works out, from what Lightspeed reports, how many calls others have made: what is used there
  /// beyond what we granted. Kept until such calls must have left the window, but never more than
  /// is used at all.
  Foreign foreign(BudgetFacts facts, int limit, int remaining) {
    int usedThere = Math.max(0, limit - remaining);
    int held = Math.min(facts.foreignNow(), usedThere);
    int seen = usedThere - used(facts);
    if (seen > 0 && seen >= held) {
      return new Foreign(seen, facts.now().plus(window).plus(margin));
    }
    return new Foreign(held, held == 0 ? null : facts.foreignUntil());
  }

  /// One call goes ahead to learn the limit, or whether the refusal is over; the others wait for
  /// what it learns.
  private Decision probe(BudgetFacts facts, int interactive) {
    Duration patience = interactive > 0 ? INTERACTIVE_PROBE_PATIENCE : PROBE_PATIENCE;
    Instant since = facts.now().minus(shorter(patience, window));
    if (facts.blockedUntil() != null && facts.blockedUntil().isAfter(since)) {
      since = facts.blockedUntil();
    }
    boolean isUnderWay = facts.callsAfter(since.minus(slot)) > 0;
    int one = isUnderWay ? 0 : 1;
    return new Decision(interactive > 0 ? one : 0, interactive > 0 ? 0 : one, PROBE_LOOK, true);
  }

  private static boolean isFirstAfterBlock(BudgetFacts facts) {
    Instant blocked = facts.blockedUntil();
    return blocked != null && (facts.reportedAt() == null || facts.reportedAt().isBefore(blocked));
  }

  /// What Lightspeed itself said is left, less every call that it may not have seen by then. When
  /// nothing was sent for a while that number is stale, so one call goes to renew it.
  private int freeByServer(BudgetFacts facts) {
    Integer remaining = facts.remaining();
    Instant reportedAt = facts.reportedAt();
    if (remaining == null || reportedAt == null) {
      return Integer.MAX_VALUE;
    }
    int unseen = facts.callsAfter(reportedAt.minus(margin).minus(slot));
    Duration quiet = remaining > 0 ? margin.multipliedBy(2) : window.dividedBy(10);
    boolean isStale =
        facts.callsAfter(facts.now().minus(quiet)) == 0
            && reportedAt.isBefore(facts.now().minus(quiet));
    return Math.max(remaining - unseen, isStale ? 1 : 0);
  }

  /// Calls kept for people: none when the limit is tiny.
  private static int reserve(int limit) {
    return limit < SMALLEST_LIMIT_WITH_RESERVE
        ? 0
        : Math.clamp(limit / RESERVE_DIVISOR, 1, LARGEST_RESERVE);
  }

  /// Calls that become free so soon that the reserve is as good as there. Lets background work use
  /// the whole limit and makes a person wait this long at worst.
  private int leavingSoon(BudgetFacts facts) {
    Instant soon = facts.now().plus(soon());
    int calls = 0;
    for (Slot each : facts.slots()) {
      Instant leaves = leaves(each.at());
      if (leaves.isAfter(facts.now()) && !leaves.isAfter(soon)) {
        calls += each.calls();
      }
    }
    return calls;
  }

  private Duration soon() {
    return shorter(LONGEST_WAIT, window.dividedBy(60));
  }

  /// Until calls leave the window, or come so close to it that the reserve may be used.
  private Duration untilSomethingLeaves(BudgetFacts facts) {
    Instant next = facts.now().plus(LONGEST_WAIT);
    for (Slot each : facts.slots()) {
      Instant leaves = leaves(each.at());
      next = earlierButAhead(facts.now(), leaves, next);
      next = earlierButAhead(facts.now(), leaves.minus(soon()), next);
    }
    if (facts.foreignUntil() != null) {
      next = earlierButAhead(facts.now(), facts.foreignUntil(), next);
    }
    return bounded(Duration.between(facts.now(), next));
  }

  private static Instant earlierButAhead(Instant now, Instant moment, Instant best) {
    return moment.isAfter(now) && moment.isBefore(best) ? moment : best;
  }

  private static Duration bounded(Duration wait) {
    return longer(shorter(wait, LONGEST_WAIT), SHORTEST_WAIT);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
