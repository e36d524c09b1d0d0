package lightspeed.history;

import org.jspecify.annotations.Nullable;

/// Which calls to show; a null component does not filter.
///
/// @param result how they ended
/// @param method such as `GET`
/// @param operation as the log calls it, exactly
/// @param order a purchase order's id
/// @param job the job they were made for
public record ApiCallFilter(
    @Nullable Result result,
    @Nullable String method,
    @Nullable String operation,
    @Nullable String order,
    @Nullable Long job) {

  /// How a call ended.
  public enum Result {
    GOOD,
    /// No answer, or one that says no.
    BAD,
    /// Refused because the budget was used up.
    LIMITED
  }

  public static ApiCallFilter all() {
    return new ApiCallFilter(null, null, null, null, null);
  }
}
