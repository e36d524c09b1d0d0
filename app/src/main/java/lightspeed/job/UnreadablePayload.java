package lightspeed.job;

/// A handler cannot read the payload of its job: no try will ever change that, so the job is FAILED
/// at once.
public final class UnreadablePayload extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param reason what is wrong with it, fit to be shown
  public UnreadablePayload(String reason, Throwable cause) {
    super(reason, cause);
  }
}
