package lightspeed.xseries;

import java.util.Optional;

/// A reading that needs a scope of its own, so that Lightspeed refuses it to some good tokens.
public final class IfAllowed {
  private static final int FORBIDDEN = 403;

  private IfAllowed() {}

  /// One call that only reads.
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws InterruptedException;
  }

  /// What was read; empty when it was refused with 403.
  ///
  /// @throws XSeriesException when it failed in another way
  public static <T> Optional<T> read(Reading<T> reading) throws InterruptedException {
    try {
      return Optional.of(reading.read());
    } catch (XSeriesException failure) {
      if (isForbidden(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static boolean isForbidden(XSeriesException failure) {
    return switch (failure) {
      case XSeriesException.Unauthorized refused -> refused.status() == FORBIDDEN;
      case XSeriesException.Rejected refused -> refused.status() == FORBIDDEN;
      default -> false;
    };
  }
}
