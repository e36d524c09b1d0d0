package lightspeed.server;

/// The server cannot listen; the message says where and what to do.
public final class ServerNotStarted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerNotStarted(String message, Throwable cause) {
    super(message, cause);
  }
}
