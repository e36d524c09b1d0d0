package lightspeed.health;

import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.installation.Installation;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;

/// Whether anything is sent to Lightspeed. Looks at what the workers found, asks nothing and
/// changes nothing.
public final class LineCheck implements HealthCheck {
  private static final String NAME = "sending";

  private final Supplier<Line> line;
  private final Supplier<Installation> installation;

  /// @param line asked for when it is looked, because it needs the settings
  /// @param installation likewise; one that may not send stops sending however well the line is
  public LineCheck(Supplier<Line> line, Supplier<Installation> installation) {
    this.line = line;
    this.installation = installation;
  }

  @Override
  public CheckResult look() {
    try {
      var state = line.get().lookClosely();
      return switch (state.kind()) {
        case UP, FIRST -> {
          var hindrance = installation.get().knownHindrance();
          if (hindrance.isPresent()) {
            yield new CheckResult.Failed(
                NAME, "nothing is sent, see " + InstallationCheck.NAME, hindrance.get().remedy());
          }
          yield state.kind() == LineState.Kind.UP
              ? new CheckResult.Passed(NAME, "orders are sent")
              : new CheckResult.Warned(NAME, state.words(), null);
        }
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
