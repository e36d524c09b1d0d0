package lightspeed.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One call to Lightspeed as the API log keeps it, without its bodies.
///
/// @param operation what it was for
/// @param order its purchase order's id, null when it was for none
/// @param status null when no answer came
/// @param budgetLeft calls left after it, null when Lightspeed did not say
public record ApiCall(
    long id,
    Instant at,
    String operation,
    String method,
    String path,
    @Nullable Integer status,
    long millis,
    long sentBytes,
    long answeredBytes,
    @Nullable Integer budgetLimit,
    @Nullable Integer budgetLeft,
    @Nullable Long job,
    @Nullable String order,
    @Nullable String error) {

  /// Whether it got what it asked for.
  public boolean isGood() {
    return status != null && status < 400;
  }
}
