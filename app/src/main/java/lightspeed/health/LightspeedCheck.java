package lightspeed.health;

import java.time.Duration;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.lookup.ConnectionTest;
import lightspeed.xseries.XSeriesException;

/// Lightspeed answers and takes our token. Costs two or three calls.
public final class LightspeedCheck implements HealthCheck {
  private static final String NAME = "Lightspeed API";
  private static final String TEST = "lightspeed-cli vend:test";

  /// More than this and times that we compare with Lightspeed's mislead.
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private final Supplier<ConnectionTest> connectionTest;

  /// @param connectionTest asked for when it is looked, because it needs the settings
  public LightspeedCheck(Supplier<ConnectionTest> connectionTest) {
    this.connectionTest = connectionTest;
  }

  @Override
  public CheckResult look() throws InterruptedException {
    try {
      var connected = connectionTest.get().look();
      var ahead = connected.whoAmI().serverAhead();
      if (ahead != null && ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
        return new CheckResult.Warned(
            NAME,
            "connected, but its clock differs from ours by " + ahead.toSeconds() + " s",
            "Set this machine's clock.");
      }
      return new CheckResult.Passed(NAME, "connected to " + connected.address());
    } catch (XSeriesException.RateLimited e) {
      return new CheckResult.Warned(NAME, String.valueOf(e.getMessage()), null);
    } catch (XSeriesException e) {
      return new CheckResult.Failed(NAME, String.valueOf(e.getMessage()), TEST);
    } catch (ConfigurationInvalid e) {
      return new CheckResult.Failed(NAME, String.valueOf(e.getMessage()), null);
    }
  }
}
