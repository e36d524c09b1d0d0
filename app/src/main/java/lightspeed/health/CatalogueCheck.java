package lightspeed.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Lightspeed can be asked for products that changed.
public final class CatalogueCheck implements HealthCheck {
  private static final String NAME = "catalogue";

  private final Supplier<Optional<String>> trouble;
  private final Supplier<Optional<Duration>> age;

  /// @param trouble which list cannot be read, and why
  /// @param age how long ago the products were asked for, empty when they never were
  public CatalogueCheck(Supplier<Optional<String>> trouble, Supplier<Optional<Duration>> age) {
    this.trouble = trouble;
    this.age = age;
  }

  @Override
  public CheckResult look() {
    var words =
        age.get()
            .map(ago -> "changed products were asked for " + words(ago) + " ago")
            .orElse("products were never read to the end of their list");
    return trouble
        .get()
        .<CheckResult>map(
            reason ->
                new CheckResult.Warned(NAME, reason + "; " + words, "lightspeed-cli catalog:pull"))
        .orElseGet(() -> new CheckResult.Passed(NAME, words));
  }

  private static String words(Duration ago) {
    if (ago.toMinutes() < 2) {
      return ago.toSeconds() + " s";
    }
    return ago.toHours() < 2 ? ago.toMinutes() + " min" : ago.toHours() + " h";
  }
}
