package lightspeed.health;

import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.retailer.Line;

/// Whether anything is sent to Lightspeed. Looks at what the workers found, asks nothing and
/// changes nothing.
public final class LineCheck implements HealthCheck {
  private static final String NAME = "sending";

  private final Supplier<Line> line;

  /// @param line asked for when it is looked, because it needs the settings
  public LineCheck(Supplier<Line> line) {
    this.line = line;
  }

  @Override
  public CheckResult look() {
    try {
      var state = line.get().lookClosely();
      return switch (state.kind()) {
        case UP -> new CheckResult.Passed(NAME, "orders are sent");
        case FIRST -> new CheckResult.Warned(NAME, state.words(), null);
        case DOWN -> new CheckResult.Failed(NAME, state.words(), "lightspeed-cli vend:test");
        case HOLD ->
            new CheckResult.Failed(
                NAME,
                state.words(),
                "Repair what Lightspeed says, then try one: lightspeed-cli sync:retry <order>");
      };
    } catch (ConfigurationInvalid e) {
      return new CheckResult.Failed(NAME, String.valueOf(e.getMessage()), null);
    }
  }
}
