package lightspeed.cli;

import org.jspecify.annotations.Nullable;

/// A command found out that it did not do what was asked.
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  CommandFailed(ExitCode exit, String code, String message, @Nullable String hint) {
    this(new Failure(exit, code, message, hint));
  }

  CommandFailed(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
