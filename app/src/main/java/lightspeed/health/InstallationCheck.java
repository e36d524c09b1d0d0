package lightspeed.health;

import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.installation.Installation;

/// This installation may send: it is no copy, has the right key and leads to the store it knows.
public final class InstallationCheck implements HealthCheck {
  static final String NAME = "installation";

  private final Supplier<Installation> installation;

  /// @param installation asked for when it is looked, because it needs the settings
  public InstallationCheck(Supplier<Installation> installation) {
    this.installation = installation;
  }

  @Override
  public CheckResult look() {
    try {
      var hindrance = installation.get().hindrance();
      if (hindrance.isPresent()) {
        return new CheckResult.Failed(NAME, hindrance.get().sentence(), hindrance.get().remedy());
      }
    } catch (ConfigurationInvalid unset) {
      return new CheckResult.Passed(NAME, "nothing is sent before store and token are set");
    }
    var now = installation.get().overview();
    var at = now.wentBackAt();
    if (at != null && now.isComparing()) {
      return new CheckResult.Warned(
          NAME,
          "the database went back at "
              + at.truncatedTo(ChronoUnit.SECONDS)
              + "; orders are compared with Lightspeed before any is sent",
          CheckResult.WORK);
    }
    return new CheckResult.Passed(
        NAME, now.storeName() == null ? "no store is known yet" : "sends to " + now.storeName());
  }
}
