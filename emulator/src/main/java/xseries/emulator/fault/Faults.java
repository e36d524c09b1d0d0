package xseries.emulator.fault;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The faults in force. The first that meets a request or a delivery wins; all that match count it.
///
/// Threads: safe. The same seed and the same order of requests give the same faults.
public final class Faults {
  private final long seed;
  private final InstantSource clock;
  private final List<ActiveFault> active = new ArrayList<>();
  private Random random;

  /// No faults yet.
  ///
  /// @param clock ends the faults that last only so long
  public Faults(long seed, InstantSource clock) {
    this.seed = seed;
    this.clock = clock;
    this.random = new Random(seed);
  }

  public synchronized void add(Fault fault) {
    active.add(new ActiveFault(fault, clock.instant()));
  }

  /// Removes all and starts the random anew.
  public synchronized void clear() {
    active.clear();
    random = new Random(seed);
  }

  public synchronized List<Fault> list() {
    dropEnded();
    return active.stream().map(ActiveFault::fault).toList();
  }

  /// Whether [#meeting] needs to know what a call is about.
  public synchronized boolean askForSubject() {
    return active.stream().anyMatch(one -> one.fault().where().asksForSubject());
  }

  /// The fault that this request meets, or null.
  ///
  /// @param target the path after the version base
  public synchronized @Nullable Fault meeting(String method, String target, Subject subject) {
    return meeting(false, method, target, subject);
  }

  /// The fault that a new webhook delivery meets, or null.
  ///
  /// @param type like `consignment.receive`
  public synchronized @Nullable Fault meetingDelivery(String type) {
    return meeting(true, "POST", "/" + type, Subject.NONE);
  }

  private void dropEnded() {
    Instant now = clock.instant();
    active.removeIf(one -> one.isOver(now));
  }

  private @Nullable Fault meeting(
      boolean isDelivery, String method, String target, Subject subject) {
    dropEnded();
    ActiveFault first = null;
    for (ActiveFault one : active) {
      if (one.fault().kind().isOfDeliveries() == isDelivery
          && one.meets(method, target, subject, random)
          && first == null) {
        first = one;
      }
    }
    if (first == null) {
      return null;
    }
    first.fire();
    return first.fault();
  }
}
