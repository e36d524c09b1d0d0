package lightspeed.changes;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lightspeed.xseries.CallBudget;

/// How long from one poll to the next. What somebody set is kept to. The default is made longer
/// where the retailer has so few calls that polling would use more than one in fifty of them while
/// nothing happens: with one register (350 calls in 300 s) it is 87 s instead of 60 s. From four
/// registers on, 60 s cost less than one call in a hundred.
///
/// **Threads:** safe.
public final class PollInterval implements Supplier<Duration> {
  /// A poll that finds nothing asks once for consignments and once for products.
  private static final int CALLS = 2;

  /// One call in this many may be spent on polls that find nothing.
  private static final int SHARE = 50;

  /// Once in so long the register is checked with one more call.
  private static final Duration BETWEEN_CHECKS = Duration.ofHours(1);

  private final Supplier<Duration> setting;
  private final BooleanSupplier isDefault;
  private final Supplier<CallBudget.State> budget;

  /// @param isDefault whether nobody set an interval
  public PollInterval(
      Supplier<Duration> setting, BooleanSupplier isDefault, Supplier<CallBudget.State> budget) {
    this.setting = setting;
    this.isDefault = isDefault;
    this.budget = budget;
  }

  @Override
  public Duration get() {
    Duration wanted = setting.get();
    if (!isDefault.getAsBoolean()) {
      return wanted;
    }
    CallBudget.State state = budget.get();
    Integer limit = state.limit();
    if (limit == null || limit <= 0) {
      return wanted;
    }
    Duration window = state.window();
    long forChecks = 1 + window.multipliedBy(SHARE).minusNanos(1).dividedBy(BETWEEN_CHECKS);
    long left = Math.max(1, limit - forChecks);
    Duration shortest = roundedUp(window.multipliedBy((long) CALLS * SHARE).dividedBy(left));
    return shortest.compareTo(wanted) > 0 ? shortest : wanted;
  }

  private static Duration roundedUp(Duration exact) {
    return Duration.ofSeconds(exact.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
