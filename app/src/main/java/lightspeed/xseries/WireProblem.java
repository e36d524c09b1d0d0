package lightspeed.xseries;

/// A member of an answer that is missing or not what it must be. Becomes
/// [XSeriesException.Unreadable].
final class WireProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WireProblem(String message) {
    super(message);
  }
}
