package lightspeed.sync;

import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.installation.Installation;
import lightspeed.retailer.CredentialsGate;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.XSeriesClient;

/// The retailer's connection to Lightspeed: the client, and whether its credentials are accepted.
///
/// **Threads:** safe.
///
/// @param installation knows whether this process may use it at all
public record Connection(
    XSeriesClient client,
    CredentialsGate gate,
    Supplier<AccessToken> token,
    Installation installation) {

  /// Why nothing is sent at the moment; empty when it may be.
  public Optional<String> pausedBecause() {
    Optional<String> hindrance = installation.pausedBecause();
    return hindrance.isPresent() ? hindrance : credentialsRefused();
  }

  private Optional<String> credentialsRefused() {
    return gate.pausedBecause(token.get().fingerprint());
  }

  /// Stops all sending for the retailer, in every process.
  void credentialsRefused(String reason) {
    gate.refused(token.get().fingerprint(), reason);
  }
}
