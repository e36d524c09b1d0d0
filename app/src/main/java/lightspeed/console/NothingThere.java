package lightspeed.console;

/// What a page should show does not exist, or not any more.
public final class NothingThere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NothingThere(String message) {
    super(message);
  }
}
