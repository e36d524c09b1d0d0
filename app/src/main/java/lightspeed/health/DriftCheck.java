package lightspeed.health;

import java.util.function.LongSupplier;

/// Orders and their consignments say the same, as of the last look at each.
public final class DriftCheck implements HealthCheck {
  private static final String NAME = "drift";

  private final LongSupplier differing;

  /// @param differing how many orders have a difference that nobody ignores
  public DriftCheck(LongSupplier differing) {
    this.differing = differing;
  }

  @Override
  public CheckResult look() {
    long orders = differing.getAsLong();
    if (orders == 0) {
      return new CheckResult.Passed(NAME, "no order differs from Lightspeed");
    }
    return new CheckResult.Warned(
        NAME,
        orders + (orders == 1 ? " order differs" : " orders differ") + " from Lightspeed",
        "lightspeed-cli sync:diff <order>");
  }
}
