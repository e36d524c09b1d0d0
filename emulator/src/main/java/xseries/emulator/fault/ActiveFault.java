package xseries.emulator.fault;

import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A fault with the count of what it has met. Guarded by [Faults].
final class ActiveFault {
  private final Fault fault;
  private final Pattern path;
  private final Instant end;
  private long matched;
  private int fired;

  /// @param from when it was added
  ActiveFault(Fault fault, Instant from) {
    this.fault = fault;
    this.path = pattern(fault.where().path());
    this.end = fault.lasts() == null ? Instant.MAX : from.plus(fault.lasts());
  }

  boolean isOver(Instant now) {
    return !now.isBefore(end);
  }

  Fault fault() {
    return fault;
  }

  /// Counts the request when it matches, and tells whether the fault meets it.
  boolean meets(String method, String target, Subject subject, RandomGenerator random) {
    Fault.Where where = fault.where();
    boolean isMatch =
        (where.method().isEmpty() || where.method().equalsIgnoreCase(method))
            && path.matcher(target).matches()
            && subject.fits(where);
    if (!isMatch) {
      return false;
    }
    matched++;
    return fired < fault.when().times() && isDue(random);
  }

  void fire() {
    fired++;
  }

  private boolean isDue(RandomGenerator random) {
    Fault.When when = fault.when();
    if (when.nth() > 0) {
      return matched >= when.nth();
    }
    if (when.every() > 0) {
      return matched % when.every() == 0;
    }
    return when.probability() == 0 || random.nextDouble() < when.probability();
  }

  private static Pattern pattern(String path) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < path.length(); at++) {
      char next = path.charAt(at);
      regex.append(next == '*' ? ".*" : Pattern.quote(String.valueOf(next)));
    }
    return Pattern.compile(regex.toString());
  }
}
