package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// How long this process may believe that the database still counts its worker as alive, and what
/// it remembers of it. Beats extend it; whoever finds first that it is over ends it for the whole
/// worker.
///
/// **Threads:** safe; renewed by one.
final class Lease {
  /// Whether it holds, and why not.
  enum State {
    HELD,
    /// The database calls it over, or the worker left.
    LOST,
    /// The database knows less than the worker remembers.
    DATABASE_WENT_BACK,
    /// A newer program has changed the schema.
    OUTDATED
  }

  /// What the database is known to have written.
  ///
  /// @param beats of this worker
  /// @param setbacks how often it was known to have gone back
  /// @param at by the database's clock
  record Confirmed(long beats, long setbacks, Instant at) {}

  private final String workerId;
  private final LongSupplier nanoTicker;
  private final Runnable ended;
  private volatile long heldUntilNanos;
  private volatile Confirmed confirmed;
  private State state = State.HELD;

  /// @param sentAtNanos the ticker before the registration was sent
  /// @param ended called when it has ended
  Lease(
      String workerId,
      LongSupplier nanoTicker,
      long sentAtNanos,
      Duration length,
      Confirmed registered,
      Runnable ended) {
    this.workerId = workerId;
    this.nanoTicker = nanoTicker;
    this.heldUntilNanos = sentAtNanos + length.toNanos();
    this.confirmed = registered;
    this.ended = ended;
  }

  String workerId() {
    return workerId;
  }

  boolean holdsFor(Duration duration) {
    return isHeld() && heldUntilNanos - nanoTicker.getAsLong() > duration.toNanos();
  }

  Confirmed confirmed() {
    return confirmed;
  }

  void renew(long sentAtNanos, Duration length, Confirmed beat) {
    heldUntilNanos = sentAtNanos + length.toNanos();
    confirmed = beat;
  }

  /// It is over, for good. The first reason stays, but that the database went back weighs more.
  void end(State why) {
    synchronized (this) {
      if (state != State.HELD && why != State.DATABASE_WENT_BACK) {
        return;
      }
      state = why;
    }
    ended.run();
  }

  synchronized State state() {
    return state;
  }

  boolean isHeld() {
    return state() == State.HELD;
  }
}
