package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;

/// What synchronising one order would do: the order's own writes in their order, the reads before
/// them, what stands in the way, and what it costs. Executing it makes those writes and no others,
/// when nothing fails.
///
/// @param calls the writes
/// @param reads what is asked of Lightspeed first; one more when something changes there
/// @param reference what stands under the order's number; null when problems come before that
/// @param catalogAgeSeconds since the products were last asked for; null: they never were
/// @param isComplete false when an earlier attempt ended with an unknown outcome: what follows the
///     reading calls depends on what they find
public record SyncPlan(
    String publicId,
    List<PlannedCall> calls,
    List<PlannedCall> reads,
    @Nullable Reference reference,
    @Nullable Long catalogAgeSeconds,
    List<SyncProblem> problems,
    Budget budget,
    boolean isComplete) {
  public SyncPlan {
    calls = List.copyOf(calls);
    reads = List.copyOf(reads);
    problems = List.copyOf(problems);
  }

  /// What stands in Lightspeed under the order's number.
  public enum Reference {
    /// Nothing that counts.
    FREE,
    /// Something else; nothing is sent until a person has decided.
    TAKEN,
    /// The order's own consignment, or one that is exactly the order or what its create makes.
    LINKABLE
  }

  /// Whether the order's number is taken by something else.
  public boolean isTaken() {
    return reference == Reference.TAKEN;
  }

  /// What the plan costs of the call budget.
  ///
  /// @param calls how many calls the plan makes, reads and writes
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
