package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lightspeed.retailer.BudgetFacts.Slot;

/// The calls that background work leaves for urgent ones: always as many as urgent calls need that
/// come `atOnce` together and then evenly, `perWindow` in a window's length, until enough granted
/// calls have left the window. So such urgent calls never wait, however much background work does.
///
/// What is kept for later falls to zero in the course of a window and is then granted evenly. From
/// then on calls also leave evenly, nothing is kept for later any more, and only `atOnce` calls are
/// lost to background work.
///
/// @param atOnce calls that are always kept
/// @param perWindow further urgent calls in a window's length
/// @param lifetime how long a granted call counts
record Reserve(int atOnce, int perWindow, Duration lifetime) {

  /// Of 350 calls 2 are always kept: 0.6 % of the limit. Where the limit is large, calls come back
  /// so fast that those of two orders are enough.
  private static final int AT_ONCE_DIVISOR = 150;
  private static final int MOST_AT_ONCE = 6;

  /// Of 350 calls 69 are kept at first and given away evenly, one every 4.4 s: enough for ten
  /// orders and the reads before them, which nobody else makes while background work leaves no
  /// call.
  private static final int PER_WINDOW_DIVISOR = 5;

  private static final int SMALLEST_SHARE_WITH_RESERVE = 10;

  /// @param share the limit without what others use
  static Reserve of(int share, Duration lifetime) {
    if (share < SMALLEST_SHARE_WITH_RESERVE) {
      return new Reserve(0, 0, lifetime);
    }
    int atOnce = Math.clamp(share / AT_ONCE_DIVISOR, 1, MOST_AT_ONCE);
    return new Reserve(atOnce, (share - atOnce) / PER_WINDOW_DIVISOR, lifetime);
  }

  /// What is to be kept.
  ///
  /// @param falls until it is one call less, if nothing leaves before
  record Kept(int calls, Duration falls) {}

  /// @param counted the granted calls that count now, oldest first
  Kept kept(Instant now, List<Slot> counted) {
    Kept kept = new Kept(atOnce, lifetime);
    int back = 0;
    for (Slot slot : counted) {
      kept = more(kept, Duration.between(now, slot.at().plus(lifetime)), back);
      back += slot.calls();
    }
    return more(kept, lifetime, back);
  }

  /// @param back calls that leave the window before `until` has passed
  private Kept more(Kept kept, Duration until, int back) {
    long later = perWindow * until.toMillis() / lifetime.toMillis();
    int calls = Math.toIntExact(atOnce + later - back);
    return calls > kept.calls() ? new Kept(calls, until.minus(justUnder(later))) : kept;
  }

  /// The longest time in which fewer urgent calls come.
  private Duration justUnder(long calls) {
    return lifetime.multipliedBy(calls).dividedBy(perWindow).minusMillis(1);
  }
}
