package lightspeed.health;

import java.util.List;
import java.util.function.Supplier;

/// Orders and their consignments say the same, as of the last comparison of each. A person's edit
/// is a warning; more than was ordered, a second consignment or one that is gone is not.
public final class DriftCheck implements HealthCheck {
  private static final String NAME = "drift";
  private static final String COMPARE = "lightspeed-cli sync:diff ";

  private final Supplier<Differing> differing;

  /// @param differing orders with a difference that no person left
  public DriftCheck(Supplier<Differing> differing) {
    this.differing = differing;
  }

  /// Numbers of orders that differ, the oldest difference first.
  ///
  /// @param loud a person must act now
  /// @param plain a person's edit only
  /// @param unjudged another consignment has their number, and nothing has read it yet
  public record Differing(List<String> loud, List<String> plain, List<String> unjudged) {
    public Differing {
      loud = List.copyOf(loud);
      plain = List.copyOf(plain);
      unjudged = List.copyOf(unjudged);
    }
  }

  @Override
  public CheckResult look() {
    var now = differing.get();
    if (!now.loud().isEmpty()) {
      return new CheckResult.Failed(
          NAME,
          OrderNumbers.words(now.loud())
              + " with more than was ordered, a second consignment, or none any more"
              + (now.plain().isEmpty()
                  ? ""
                  : "; " + OrderNumbers.words(now.plain()) + " edited in Lightspeed"),
          COMPARE + now.loud().getFirst());
    }
    if (!now.unjudged().isEmpty()) {
      return new CheckResult.Warned(
          NAME,
          OrderNumbers.words(now.unjudged())
              + " with another consignment under the same number, which was not read yet"
              + (now.plain().isEmpty()
                  ? ""
                  : "; " + OrderNumbers.words(now.plain()) + " edited in Lightspeed"),
          COMPARE + now.unjudged().getFirst());
    }
    return now.plain().isEmpty()
        ? new CheckResult.Passed(NAME, "no order differs from Lightspeed")
        : new CheckResult.Warned(
            NAME,
            OrderNumbers.words(now.plain()) + " edited in Lightspeed",
            COMPARE + now.plain().getFirst());
  }
}
