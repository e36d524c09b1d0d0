package lightspeed.health;

import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.xseries.CallBudget;

/// There are calls left in the rate window.
public final class BudgetCheck implements HealthCheck {
  private static final String NAME = "call budget";

  private final Supplier<CallBudget> budget;

  /// @param budget asked for when it is looked, because it needs the settings
  public BudgetCheck(Supplier<CallBudget> budget) {
    this.budget = budget;
  }

  @Override
  public CheckResult look() {
    CallBudget.State state;
    try {
      state = budget.get().state();
    } catch (ConfigurationInvalid _) {
      return new CheckResult.Passed(NAME, "not known before the first call");
    }
    if (state.blockedUntil() != null) {
      return new CheckResult.Warned(
          NAME, "Lightspeed refused calls; all wait until " + state.blockedUntil(), null);
    }
    var limit = state.limit();
    var remaining = state.remaining();
    if (limit == null || remaining == null) {
      return new CheckResult.Passed(NAME, "not known before the first call");
    }
    var detail = remaining + " of " + limit + " calls left in " + state.window().toSeconds() + " s";
    return remaining > 0
        ? new CheckResult.Passed(NAME, detail)
        : new CheckResult.Warned(NAME, detail, "Work goes on as calls become free.");
  }
}
