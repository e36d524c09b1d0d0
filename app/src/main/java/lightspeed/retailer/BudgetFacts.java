package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the database knows about the budget at one moment of its own clock.
///
/// @param limit as Lightspeed reported it last, null while unknown
/// @param remaining as Lightspeed reported it last
/// @param foreignCalls calls of others, counted until `foreignUntil`
/// @param slots our own granted calls, oldest first
record BudgetFacts(
    Instant now,
    @Nullable Integer limit,
    @Nullable Integer remaining,
    @Nullable Instant reportedAt,
    @Nullable Instant blockedUntil,
    int foreignCalls,
    @Nullable Instant foreignUntil,
    List<Slot> slots) {

  /// Calls granted within one slot.
  record Slot(Instant at, int calls) {}

  BudgetFacts withCalls(Instant newNow, List<Slot> newSlots) {
    return new BudgetFacts(
        newNow,
        limit,
        remaining,
        reportedAt,
        blockedUntil,
        foreignCalls,
        foreignUntil,
        List.copyOf(newSlots));
  }

  /// The same after a report that came some time ago.
  BudgetFacts withReport(
      int newLimit, @Nullable Integer newRemaining, Duration age, CallWindow.Foreign foreign) {
    return new BudgetFacts(
        now,
        newLimit,
        newRemaining,
        now.minus(age),
        blockedUntil,
        foreign.calls(),
        foreign.until(),
        slots);
  }

  /// The same in terms of a clock that was set.
  BudgetFacts moved(Duration by) {
    return new BudgetFacts(
        now,
        limit,
        remaining,
        reportedAt == null ? null : reportedAt.plus(by),
        blockedUntil == null ? null : blockedUntil.plus(by),
        foreignCalls,
        foreignUntil == null ? null : foreignUntil.plus(by),
        slots.stream().map(slot -> new Slot(slot.at().plus(by), slot.calls())).toList());
  }

  boolean isBlocked() {
    return blockedUntil != null && blockedUntil.isAfter(now);
  }

  /// Calls of others that may still count at Lightspeed.
  int foreignNow() {
    return foreignUntil != null && foreignUntil.isAfter(now) ? foreignCalls : 0;
  }

  List<Slot> slotsAfter(Instant moment) {
    return slots.stream().filter(slot -> slot.at().isAfter(moment)).toList();
  }

  /// Calls granted in slots that begin after `moment`.
  int callsAfter(Instant moment) {
    int calls = 0;
    for (Slot slot : slots) {
      if (slot.at().isAfter(moment)) {
        calls += slot.calls();
      }
    }
    return calls;
  }
}
