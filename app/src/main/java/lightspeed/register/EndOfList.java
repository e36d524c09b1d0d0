package lightspeed.register;

import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// The question that tells a row that Lightspeed cannot show from a list that fails as a whole:
/// what comes after the end of the list? No row has a part in the answer.
///
/// **Threads:** safe.
public final class EndOfList {
  /// Lightspeed's versions are numbers that JavaScript keeps exactly.
  static final long HIGHEST_VERSION = (1L << 53) - 1;

  private final XSeriesClient client;

  public EndOfList(XSeriesClient client) {
    this.client = client;
  }

  /// Whether one row may be all that is the matter: there was an answer, and it was no refusal.
  static boolean mayBeOneRow(XSeriesException failure) {
    return switch (failure) {
      case XSeriesException.Unreadable _ -> true;
      case XSeriesException.Unavailable unavailable -> unavailable.status() != null;
      case XSeriesException.RateLimited _,
          XSeriesException.Rejected _,
          XSeriesException.Unauthorized _ ->
          false;
    };
  }

  /// Returns when the list answers, so that only its rows can be the matter.
  ///
  /// @param failure of the page that failed; thrown when it was no matter of one row
  /// @throws XSeriesException when the list does not answer at its end either
  public void require(Caller caller, XSeriesException failure) throws InterruptedException {
    if (!mayBeOneRow(failure)) {
      throw failure;
    }
    var _ = client.listedOrders(caller, HIGHEST_VERSION, 1);
  }
}
