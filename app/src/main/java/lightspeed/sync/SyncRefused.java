package lightspeed.sync;

/// This order cannot be synchronised as it is; a person has to act. The message says why and what
/// to do.
final class SyncRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SyncRefused(String message) {
    super(message);
  }
}
