package lightspeed.sync;

import lightspeed.xseries.XSeriesException;

/// A call that takes something away. "There is no such thing" is what it wanted: an earlier try
/// whose answer was lost may have been faster.
final class Removal {
  private static final int NOT_FOUND = 404;

  private Removal() {}

  @FunctionalInterface
  interface Call {
    void make() throws InterruptedException;
  }

  /// @throws XSeriesException when it failed for another reason
  static void of(Call call) throws InterruptedException {
    try {
      call.make();
    } catch (XSeriesException.Rejected refused) {
      if (refused.status() != NOT_FOUND) {
        throw refused;
      }
    }
  }
}
