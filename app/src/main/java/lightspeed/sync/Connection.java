package lightspeed.sync;

import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.retailer.CredentialsGate;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.XSeriesClient;

/// The retailer's connection to Lightspeed: the client, and whether its credentials are accepted.
///
/// **Threads:** safe.
public record Connection(XSeriesClient client, CredentialsGate gate, Supplier<AccessToken> token) {

  /// Why nothing is sent at the moment; empty when it may be.
  public Optional<String> pausedBecause() {
    return gate.pausedBecause(token.get().fingerprint());
  }

  /// Stops all sending for the retailer, in every process.
  void credentialsRefused(String reason) {
    gate.refused(token.get().fingerprint(), reason);
  }
}
