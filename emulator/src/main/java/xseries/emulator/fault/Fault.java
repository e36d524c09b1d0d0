package xseries.emulator.fault;

import java.time.Duration;

/// One fault and the requests it meets. Start with [#of] and narrow it down.
///
/// @param method the method it is for; empty means all
/// @param path the path after the version base, `*` standing for any text; a webhook delivery has
/// the path `/` and its type
/// @param when which of the matching requests it meets
/// @param status for [FaultKind#STATUS]
/// @param delay for the kinds that take time
/// @param isApplied for [FaultKind#STATUS]: whether the request is carried out all the same
public record Fault(
    FaultKind kind,
    String method,
    String path,
    When when,
    int status,
    Duration delay,
    boolean isApplied) {

  /// Which of the matching requests a fault meets. Zero in `nth`, `every` and `probability` means
  /// all.
  ///
  /// @param nth the n-th matching request, counted from 1, and those after it while `times` lasts
  /// @param every each so many requests
  /// @param probability 0 to 1, drawn from the seeded random
  /// @param times how often at most
  public record When(int nth, int every, double probability, int times) {
    static final When ALWAYS = new When(0, 0, 0, Integer.MAX_VALUE);

    public When {
      if (nth < 0 || every < 0 || times < 1) {
        throw new IllegalArgumentException("nth, every and times must be 1 or more.");
      }
      if (probability < 0 || probability > 1) {
        throw new IllegalArgumentException("probability must be 0 to 1.");
      }
    }
  }

  private static final Duration MAX_DELAY = Duration.ofHours(1);

  public Fault {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be 200 to 599.");
    }
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      throw new IllegalArgumentException("delay_ms must be 0 to 3600000.");
    }
    if (!path.startsWith("/") && !path.startsWith("*")) {
      throw new IllegalArgumentException("path must begin with / or *.");
    }
  }

  /// The fault for every request: status 503, a delay of two seconds, without end.
  public static Fault of(FaultKind kind) {
    return new Fault(kind, "", "*", When.ALWAYS, 503, Duration.ofSeconds(2), false);
  }

  /// Narrows to requests like `POST`, `/consignments/*/bulk`.
  public Fault on(String newMethod, String newPath) {
    return new Fault(kind, newMethod, newPath, when, status, delay, isApplied);
  }

  /// Only the n-th matching request, counted from 1.
  public Fault nth(int nth) {
    return when(new When(nth, 0, 0, 1));
  }

  public Fault every(int every) {
    return when(new When(0, every, 0, when.times()));
  }

  public Fault probability(double probability) {
    return when(new When(0, 0, probability, when.times()));
  }

  public Fault times(int times) {
    return when(new When(when.nth(), when.every(), when.probability(), times));
  }

  public Fault when(When newWhen) {
    return new Fault(kind, method, path, newWhen, status, delay, isApplied);
  }

  public Fault status(int newStatus) {
    return new Fault(kind, method, path, when, newStatus, delay, isApplied);
  }

  public Fault delay(Duration newDelay) {
    return new Fault(kind, method, path, when, status, newDelay, isApplied);
  }

  /// A failing status although the request was carried out.
  public Fault applied() {
    return new Fault(kind, method, path, when, status, delay, true);
  }
}
