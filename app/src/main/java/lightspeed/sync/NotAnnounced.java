package lightspeed.sync;

import java.time.Duration;

/// Thrown inside the transaction that would have announced a write, when what the write depends on
/// does not hold any more. Nothing was announced or sent.
final class NotAnnounced extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAnnounced(String reason) {
    super(reason, null, false, false);
  }

  /// How long the order waits when it happens again and again.
  Duration pause() {
    return Duration.ofSeconds(1);
  }
}
