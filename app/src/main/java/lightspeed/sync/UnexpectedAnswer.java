package lightspeed.sync;

/// Lightspeed answered a write, but not with what that write should have led to: what it did is
/// read back after the settle time, as if there had been no answer.
final class UnexpectedAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnexpectedAnswer(String message) {
    super(message);
  }
}
