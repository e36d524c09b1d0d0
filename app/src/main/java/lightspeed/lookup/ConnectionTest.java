package lightspeed.lookup;

import java.net.URI;
import java.util.function.Supplier;
import lightspeed.retailer.CredentialsGate;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.WhoAmI;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Tries whether Lightspeed answers and takes our token, and lets everyone send again when it does.
///
/// **Threads:** safe. **Twice:** safe; two or three calls each time.
public final class ConnectionTest {
  private final XSeriesClient client;
  private final CredentialsGate gate;
  private final CallBudget budget;
  private final Supplier<AccessToken> token;
  private final URI address;

  /// @param address shown to people
  public ConnectionTest(
      XSeriesClient client,
      CredentialsGate gate,
      CallBudget budget,
      Supplier<AccessToken> token,
      URI address) {
    this.client = client;
    this.gate = gate;
    this.budget = budget;
    this.token = token;
    this.address = address;
  }

  /// What was found.
  public record Connected(URI address, WhoAmI whoAmI, CallBudget.State budget) {}

  /// Asks Lightspeed.
  ///
  /// @throws XSeriesException.Unauthorized when the token is refused; all sending stops, as after a
  ///     refused sync
  /// @throws XSeriesException.Unavailable when there is no answer
  public Connected run() throws InterruptedException {
    WhoAmI whoAmI;
    try {
      whoAmI = client.whoAmI(Caller.person());
    } catch (XSeriesException.Unauthorized refused) {
      gate.refused(token.get().fingerprint(), String.valueOf(refused.getMessage()));
      throw refused;
    }
    gate.open();
    return new Connected(address, whoAmI, budget.state());
  }
}
