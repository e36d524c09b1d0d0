package lightspeed.xseries;

import org.jspecify.annotations.Nullable;

/// On whose behalf a call is made: for the log, for the budget and for the last check before a
/// write.
///
/// @param jobId the job, null for a person's command
/// @param entityId the purchase order, null when there is none
/// @param beforeSending runs after the budget was granted and directly before the request leaves;
///     when it throws, nothing is sent
public record Caller(
    @Nullable Long jobId,
    @Nullable String entityId,
    CallBudget.Urgency urgency,
    Runnable beforeSending) {

  /// A person who waits for the answer.
  public static Caller person() {
    return new Caller(null, null, CallBudget.Urgency.INTERACTIVE, () -> {});
  }

  public Caller beforeSending(Runnable check) {
    return new Caller(jobId, entityId, urgency, check);
  }
}
