package lightspeed.oauth;

/// Connecting or refreshing did not work; the message says why and what to do.
public final class OAuthFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isFinal;

  /// @param isFinal false: the same may work a little later
  OAuthFailed(String message, boolean isFinal) {
    super(message);
    this.isFinal = isFinal;
  }

  boolean isFinal() {
    return isFinal;
  }
}
