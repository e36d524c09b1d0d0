package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// On whose behalf a call is made: for the log, for the budget and for the last check before a
/// write.
///
/// @param jobId the job, null for a person's command
/// @param entityId the purchase order, null when there is none
/// @param beforeSending runs after the budget was granted and directly before the request leaves;
///     when it throws, nothing is sent
/// @param together calls that were granted before, of which this is one; null: the call waits for
///     its own
public record Caller(
    @Nullable Long jobId,
    @Nullable String entityId,
    CallBudget.Urgency urgency,
    Runnable beforeSending,
    CallBudget.@Nullable Together together) {

  public Caller(
      @Nullable Long jobId,
      @Nullable String entityId,
      CallBudget.Urgency urgency,
      Runnable beforeSending) {
    this(jobId, entityId, urgency, beforeSending, null);
  }

  /// A person who waits for the answer.
  public static Caller person() {
    return new Caller(null, null, CallBudget.Urgency.INTERACTIVE, () -> {});
  }

  public Caller beforeSending(Runnable check) {
    return new Caller(jobId, entityId, urgency, check, together);
  }

  /// The same, before all background calls.
  public Caller urgent() {
    return new Caller(jobId, entityId, CallBudget.Urgency.INTERACTIVE, beforeSending, together);
  }

  /// The same, with calls that were granted before.
  public Caller with(CallBudget.Together calls) {
    return new Caller(jobId, entityId, urgency, beforeSending, calls);
  }

  CallBudget.Permit permit(CallBudget budget) throws InterruptedException {
    return together == null ? budget.acquire(urgency) : together.next();
  }
}
