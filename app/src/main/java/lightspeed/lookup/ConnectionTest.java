package lightspeed.lookup;

import java.net.URI;
import java.util.Objects;
import lightspeed.retailer.Line;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.WhoAmI;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Tries whether Lightspeed answers and takes our token.
///
/// **Threads:** safe. **Twice:** safe.
public final class ConnectionTest {
  private final XSeriesClient client;
  private final Line line;
  private final CallBudget budget;
  private final URI address;

  /// @param address shown to people
  public ConnectionTest(XSeriesClient client, Line line, CallBudget budget, URI address) {
    this.client = client;
    this.line = line;
    this.budget = budget;
    this.address = address;
  }

  /// What was found.
  public record Connected(URI address, WhoAmI whoAmI, CallBudget.State budget) {}

  /// Asks Lightspeed who we are, and changes nothing. Two or three calls.
  ///
  /// @throws XSeriesException.Unauthorized when the token is refused
  /// @throws XSeriesException.Unavailable when there is no answer
  public Connected look() throws InterruptedException {
    return new Connected(address, client.whoAmI(Caller.person()), budget.state());
  }

  /// As [#look], and runs the probe that decides whether anything is sent: after an outage orders
  /// go on at once, and when Lightspeed does not answer they stop. One call more.
  public Connected run() throws InterruptedException {
    XSeriesException failure = null;
    Connected connected = null;
    try {
      connected = look();
    } catch (XSeriesException e) {
      failure = e;
    }
    try {
      line.probe();
    } catch (XSeriesException e) {
      failure = failure == null ? e : failure;
    }
    if (connected == null || failure != null) {
      throw Objects.requireNonNull(failure);
    }
    return connected;
  }
}
