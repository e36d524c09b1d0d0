package lightspeed.sync;

import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.installation.Installation;
import lightspeed.job.JobId;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.XSeriesClient;

/// The retailer's connection to Lightspeed: the client, and whether anything can be sent.
///
/// **Threads:** safe.
///
/// @param installation knows whether this process may use it at all
public record Connection(
    XSeriesClient client, Line line, Supplier<AccessToken> token, Installation installation) {

  /// Why Lightspeed is not asked at the moment, for handlers that only read; empty when it may be.
  public Optional<String> pausedBecause() {
    Optional<String> hindrance = installation.pausedBecause();
    return hindrance.isPresent() ? hindrance : line.pausedReading();
  }

  /// Why nothing is sent at the moment; empty when everything may be.
  public Optional<String> sendingPausedBecause() {
    Optional<String> hindrance = installation.pausedBecause();
    return hindrance.isPresent() ? hindrance : line.pausedSending();
  }

  /// Whether a failure is one of the whole world: asks Lightspeed now, unless that is known.
  ///
  /// @throws lightspeed.xseries.XSeriesException.RateLimited when it can only be told later
  public boolean isDown() throws InterruptedException {
    return line.settle() == LineState.Kind.DOWN;
  }

  /// The one job that may send while the others wait.
  public Optional<JobId> exemptFromPause() {
    return installation.pausedBecause().isPresent() ? Optional.empty() : line.trial();
  }
}
