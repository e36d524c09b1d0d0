package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lightspeed.retailer.BudgetFacts.Slot;
import org.jspecify.annotations.Nullable;

/// The rules of the budget: given what is known now, how many waiting calls may go, and when to
/// look again. Pure: no clock, no database. Decision record 10 argues why they are right.
///
/// Every granted call counts from the beginning of its slot until the slot has wholly left the
/// window, and [#MARGIN] longer for the way to Lightspeed. So in no stretch of one window's length
/// do more calls arrive than the limit, which satisfies a fixed and a sliding window alike
/// (Lightspeed does not say which it has).
final class CallWindow {
  /// How much longer one call may be on its way from the grant to Lightspeed than another.
  static final Duration MARGIN = Duration.ofMillis(500);

  private static final int SLOTS_OF_A_WINDOW = 1_200;
  private static final Duration SHORTEST_SLOT = Duration.ofMillis(20);
  private static final Duration LONGEST_SLOT = Duration.ofSeconds(1);

  /// How long one call that is to find out the limit may take before the next one tries.
  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(10);

  /// The same while a person waits.
  private static final Duration INTERACTIVE_PROBE_PATIENCE = Duration.ofSeconds(2);

  private static final Duration PROBE_LOOK = Duration.ofMillis(100);

  /// The longest sleep: another process may have learnt something meanwhile.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  /// `Date` and `Retry-After` are told in whole seconds; their difference may be short by one.
  private static final Duration ROUNDED_AWAY = Duration.ofSeconds(1);

  private final Duration window;
  private final Duration slot;

  /// How long a granted call counts from the beginning of its slot.
  private final Duration lifetime;

  CallWindow(Duration window) {
    this.window = window;
    this.slot = shorter(longer(window.dividedBy(SLOTS_OF_A_WINDOW), SHORTEST_SLOT), LONGEST_SLOT);
    this.lifetime = slot.plus(window).plus(MARGIN);
  }

  /// How many calls of each urgency may go now.
  ///
  /// @param slot in which they count
  /// @param until how long until to look again if not all may go
  /// @param reportHelps a new report may change the answer before that
  record Decision(
      int interactive, int background, Instant slot, Duration until, boolean reportHelps) {
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

  /// Slots that begin at or before this need not be kept: no report is so old that they matter.
  Instant forgottenAt(Instant now) {
    return now.minus(lifetime).minus(longer(staleness(), MARGIN.multipliedBy(4)));
  }

  boolean hasForgettable(BudgetFacts facts) {
    return !facts.slots().isEmpty()
        && !facts.slots().getFirst().at().isAfter(forgottenAt(facts.now()));
  }

  /// Whether a call granted in this slot may go now although it was held up: it still counts, so
  /// that counting it now instead adds nothing, and nobody was told to wait meanwhile.
  boolean mayMove(BudgetFacts facts, Instant grantedIn) {
    return isCounted(facts, grantedIn) && !facts.isBlocked();
  }

  /// Whether a call granted in this slot still counts.
  boolean isCounted(BudgetFacts facts, Instant grantedIn) {
    return grantedIn.isAfter(facts.now().minus(lifetime));
  }

  int used(BudgetFacts facts) {
    return facts.callsAfter(facts.now().minus(lifetime));
  }

  /// How long everyone waits after a 429.
  Duration block(Duration retryAfter) {
    return retryAfter.plus(ROUNDED_AWAY);
  }

  Decision decide(BudgetFacts facts, Demand demand) {
    int interactive = demand.interactive();
    if (facts.blockedUntil() != null && facts.isBlocked()) {
      Duration left = Duration.between(facts.now(), facts.blockedUntil());
      return new Decision(0, 0, slotOf(facts.now()), bounded(left), false);
    }
    Integer limit = facts.limit();
    if (limit == null || isFirstAfterBlock(facts)) {
      return probe(facts, interactive);
    }
    int share = limit - facts.foreignNow();
    int free = share - used(facts);
    boolean isServerStricter = false;
    if (facts.foreignNow() > 0) {
      int byServer = freeByServer(facts);
      isServerStricter = byServer < free;
      free = Math.min(free, byServer);
    }
    List<Slot> counted = facts.slotsAfter(facts.now().minus(lifetime));
    Reserve.Kept kept = Reserve.of(share, lifetime).kept(facts.now(), counted);
    int interactiveGrant = Math.clamp(free, 0, interactive);
    int left = Math.max(0, free - interactiveGrant);
    int unkept = Math.max(0, left - kept.calls());
    // Where the server is stricter, a single call goes to ask it.
    int backgroundGrant = isServerStricter ? demand.upTo(unkept) : demand.whole(unkept, left);
    Duration wait =
        isServerStricter ? PROBE_LOOK : shorter(kept.falls(), untilSomethingLeaves(facts));
    return new Decision(
        interactiveGrant, backgroundGrant, slotOf(facts.now()), bounded(wait), isServerStricter);
  }

  /// Works out, from what Lightspeed reports, how many calls others have made. It is what is used
  /// there less those of our calls that it counted: at most all that counted here when it
  /// answered, at least those that were granted long enough ago. Between these two bounds the
  /// number known so far is kept.
  ///
  /// @param age how long ago the report came
  Foreign foreign(BudgetFacts facts, int limit, int remaining, Duration age) {
    int usedThere = Math.max(0, limit - remaining);
    Instant reportedAt = facts.now().minus(age);
    int perhapsSeen = facts.callsAfter(reportedAt.minus(MARGIN).minus(lifetime));
    int atLeast = Math.max(0, usedThere - perhapsSeen);
    int surelySeen =
        facts.callsAfter(facts.now().minus(window)) - facts.callsAfter(unseenAfter(reportedAt));
    int atMost = Math.max(atLeast, usedThere - Math.max(0, surelySeen));
    int calls = Math.clamp(facts.foreignNow(), atLeast, atMost);
    return new Foreign(calls, calls == 0 ? null : facts.now().plus(window).plus(MARGIN));
  }

  /// Calls in slots that begin after this may not be in a report that came then: it was on its way
  /// for a while, and so were they.
  private Instant unseenAfter(Instant reportedAt) {
    return reportedAt.minus(MARGIN.multipliedBy(2)).minus(slot);
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
    return new Decision(
        interactive > 0 ? one : 0,
        interactive > 0 ? 0 : one,
        slotOf(facts.now()),
        PROBE_LOOK,
        true);
  }

  private static boolean isFirstAfterBlock(BudgetFacts facts) {
    Instant blocked = facts.blockedUntil();
    return blocked != null && (facts.reportedAt() == null || facts.reportedAt().isBefore(blocked));
  }

  /// What Lightspeed itself said is left, less every call that it may not have seen by then, and
  /// our calls that have left the window since. When nothing was sent for a while that number is
  /// stale, so one call goes to renew it.
  private int freeByServer(BudgetFacts facts) {
    Integer remaining = facts.remaining();
    Instant reportedAt = facts.reportedAt();
    if (remaining == null || reportedAt == null) {
      return Integer.MAX_VALUE;
    }
    int unseen = facts.callsAfter(unseenAfter(reportedAt));
    int left = facts.callsAfter(reportedAt.minus(lifetime)) - used(facts);
    Duration quiet = remaining > 0 ? MARGIN.multipliedBy(2) : staleness();
    boolean isStale =
        facts.callsAfter(facts.now().minus(quiet)) == 0
            && reportedAt.isBefore(facts.now().minus(quiet));
    return Math.max(remaining - unseen + left, isStale ? 1 : 0);
  }

  private Duration staleness() {
    return window.dividedBy(10);
  }

  private Duration untilSomethingLeaves(BudgetFacts facts) {
    Instant next = facts.now().plus(LONGEST_WAIT);
    for (Slot each : facts.slots()) {
      next = earlierButAhead(facts.now(), each.at().plus(lifetime), next);
    }
    if (facts.foreignUntil() != null) {
      next = earlierButAhead(facts.now(), facts.foreignUntil(), next);
    }
    return Duration.between(facts.now(), next);
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
