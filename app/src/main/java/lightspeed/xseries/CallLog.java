package lightspeed.xseries;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Receives every call the client made, for the API log. Bodies arrive redacted and capped.
///
/// **Threads:** safe. Must not throw and must not block for long.
@FunctionalInterface
public interface CallLog {
  void record(Entry entry);

  /// One call.
  ///
  /// @param status the HTTP status, null when no answer came
  /// @param error what went wrong in words, null when the answer was good
  record Entry(
      String operation,
      Caller caller,
      String method,
      String path,
      @Nullable Integer status,
      Duration duration,
      long requestBytes,
      long responseBytes,
      @Nullable Integer budgetLimit,
      @Nullable Integer budgetRemaining,
      @Nullable String requestBody,
      @Nullable String responseBody,
      @Nullable String error) {}
}
