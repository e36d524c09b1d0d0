package xseries.emulator.fault;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A fault with the count of what it has met. Guarded by [Faults].
final class ActiveFault {
  private final Fault fault;
  private final Pattern path;
  private long matched;
  private int fired;

  ActiveFault(Fault fault) {
    this.fault = fault;
    this.path = pattern(fault.path());
  }

  Fault fault() {
    return fault;
  }

  /// Counts the request when it matches, and tells whether the fault meets it.
  boolean meets(String method, String target, RandomGenerator random) {
    boolean isMatch =
        (fault.method().isEmpty() || fault.method().equalsIgnoreCase(method))
            && path.matcher(target).matches();
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
