package lightspeed.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request that is not accepted. No stack trace: a flood makes many.
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;
  private final @Nullable Duration retryAfter;

  Refused(Refusal reason) {
    this(reason, null, null);
  }

  /// @param detail for the log
  Refused(Refusal reason, @Nullable String detail, @Nullable Duration retryAfter) {
    super(detail == null ? reason.answer() : detail, null, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  Refusal reason() {
    return reason;
  }

  /// When it may be tried again, null when it need not.
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
