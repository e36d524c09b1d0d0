package lightspeed.notify;

/// Nothing can be sent until somebody changes something. The message says what.
public final class NotNotified extends Exception {
  private static final long serialVersionUID = 1L;

  NotNotified(String message) {
    super(message);
  }
}
