package xseries.emulator.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/// The calls of one application. Not safe for several threads; guarded by [RateLimiter].
final class Bucket {
  private Instant windowStart = Instant.MIN;
  private long used;
  private final ArrayDeque<Instant> calls = new ArrayDeque<>();

  /// A window opens with the first call and closes after its length; then the count starts anew.
  Verdict takeFixed(Instant now, long limit, Duration window) {
    if (windowStart.equals(Instant.MIN) || !now.isBefore(windowStart.plus(window))) {
      windowStart = now;
      used = 0;
    }
    Instant end = windowStart.plus(window);
    if (used >= limit) {
      return new Verdict(false, limit, 0, end);
    }
    used++;
    return new Verdict(true, limit, limit - used, end);
  }

  /// At any moment the calls of the last window's length count.
  Verdict takeSliding(Instant now, long limit, Duration window, boolean countsRefused) {
    while (!calls.isEmpty() && !now.isBefore(calls.getFirst().plus(window))) {
      calls.removeFirst();
    }
    boolean isAllowed = calls.size() < limit;
    if (isAllowed || countsRefused) {
      calls.addLast(now);
    }
    while (calls.size() > limit) {
      calls.removeFirst(); // only the last `limit` calls decide when there is room again
    }
    long left = isAllowed ? limit - calls.size() : 0;
    return new Verdict(isAllowed, limit, left, calls.getFirst().plus(window));
  }
}
