package lightspeed.sync;

import java.time.Duration;

/// Thrown by a step that has to wait, because a request of ours may still take effect. Not a failed
/// try.
final class WaitFor extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration delay;

  WaitFor(Duration delay, String reason) {
    super(reason, null, false, false);
    this.delay = delay;
  }

  Duration delay() {
    return delay;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
