package lightspeed.cli;

import org.jspecify.annotations.Nullable;

/// The command line cannot be understood or asks for something that makes no sense.
final class UsageError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable String hint;

  UsageError(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  @Nullable String hint() {
    return hint;
  }
}
