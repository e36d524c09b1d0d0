package lightspeed.job;

import java.time.Duration;
import java.util.function.LongSupplier;

/// What this process knows about the lease of one registered worker. The database's clock decides
/// whether a lease holds; this knows, without asking, until when it surely does: the database
/// counts from a moment after the beat was sent, we count from before.
///
/// **Threads:** safe; renewed by one.
final class Lease {
  private final String workerId;
  private final LongSupplier nanoTicker;
  private volatile long heldUntilNanos;
  private volatile boolean lost;

  /// @param sentAtNanos the ticker before the registration was sent
  Lease(String workerId, LongSupplier nanoTicker, long sentAtNanos, Duration length) {
    this.workerId = workerId;
    this.nanoTicker = nanoTicker;
    this.heldUntilNanos = sentAtNanos + length.toNanos();
  }

  String workerId() {
    return workerId;
  }

  boolean holdsFor(Duration duration) {
    return !lost && heldUntilNanos - nanoTicker.getAsLong() > duration.toNanos();
  }

  void renew(long sentAtNanos, Duration length) {
    heldUntilNanos = sentAtNanos + length.toNanos();
  }

  /// It is known to be gone, for good.
  void lose() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }
}
