package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;

/// What synchronising one order would do: the exact calls in order, what stands in the way, and
/// what it costs. Executing it makes those calls and no others, when nothing fails.
///
/// @param isComplete false when an earlier attempt ended with an unknown outcome: what follows the
///     reading calls depends on what they find
public record SyncPlan(
    String publicId,
    List<PlannedCall> calls,
    List<SyncProblem> problems,
    Budget budget,
    boolean isComplete) {
  public SyncPlan {
    calls = List.copyOf(calls);
    problems = List.copyOf(problems);
  }

  /// What the plan costs of the call budget.
  ///
  /// @param calls how many calls the plan makes
  /// @param limit calls in a window, null while Lightspeed has not told
  /// @param remaining calls left in the present window, null while unknown
  /// @param seconds how long the budget takes, zero when there is enough
  public record Budget(
      int calls, @Nullable Integer limit, @Nullable Integer remaining, long seconds) {

    static Budget of(int calls, CallBudget.State state) {
      Integer limit = state.limit();
      Integer remaining = state.remaining();
      return new Budget(calls, limit, remaining, seconds(calls, limit, remaining, state.window()));
    }

    /// Calls beyond what is left wait for whole windows, at most one window for each `limit` calls.
    private static long seconds(
        int calls, @Nullable Integer limit, @Nullable Integer remaining, Duration window) {
      if (limit == null || limit < 1 || remaining == null || calls <= remaining) {
        return 0;
      }
      long windows = (calls - remaining + limit - 1L) / limit;
      return windows * window.toSeconds();
    }
  }
}
