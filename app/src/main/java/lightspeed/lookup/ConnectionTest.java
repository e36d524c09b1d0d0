package lightspeed.lookup;

import java.net.URI;
import java.util.Objects;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.SettingProblem;
import lightspeed.config.Settings;
import lightspeed.retailer.Line;
import lightspeed.xseries.ApiVersions;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.WhoAmI;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Tries whether Lightspeed answers and takes our token.
///
/// **Threads:** safe. **Twice:** safe.
public final class ConnectionTest {
  private static final int NOT_FOUND = 404;

  private final XSeriesClient client;
  private final Line line;
  private final CallBudget budget;
  private final URI address;
  private final String version;

  /// @param address shown to people
  /// @param version of the API
  public ConnectionTest(
      XSeriesClient client, Line line, CallBudget budget, URI address, String version) {
    this.version = version;
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
  /// @throws ConfigurationInvalid when there is no such version of the API
  public Connected look() throws InterruptedException {
    try {
      return new Connected(address, client.whoAmI(Caller.person()), budget.state());
    } catch (XSeriesException.Rejected | XSeriesException.Unreadable failure) {
      Integer status =
          failure instanceof XSeriesException.Rejected refused
              ? Integer.valueOf(refused.status())
              : ((XSeriesException.Unreadable) failure).status();
      if (ApiVersions.isDated(version) && status != null && status == NOT_FOUND) {
        throw noSuchVersion();
      }
      throw failure;
    }
  }

  private ConfigurationInvalid noSuchVersion() {
    return new ConfigurationInvalid(
        new SettingProblem(
            Settings.LIGHTSPEED_API_VERSION.key(),
            version,
            "the setting in use",
            "Lightspeed does not know this version of its API at "
                + address
                + ". There are 2.0 and one for each quarter, such as 2026-07; this program is"
                + " tested with "
                + String.join(" and ", ApiVersions.TESTED)));
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
