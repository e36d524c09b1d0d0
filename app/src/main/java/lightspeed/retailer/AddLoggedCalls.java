package lightspeed.retailer;

import java.util.List;
import java.util.concurrent.TimeUnit;
import lightspeed.xseries.CallLog;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Inserts rows of `lightspeed_api_log`. The time of a row is the database's, less how long the row
/// waited here: one clock for everything that is shown side by side.
final class AddLoggedCalls {
  private static final int MAX_PATH = 512;
  private static final int MAX_NAME = 64;
  private static final int MAX_ERROR = 4_000;

  private AddLoggedCalls() {}

  private static final String SQL =
      """
      INSERT INTO lightspeed_api_log (
        operation, job_id, entity_id, method, path, status, duration_ms, request_bytes,
        response_bytes, budget_limit, budget_remaining, request_body, response_body,
        error_message, created_at)
      VALUES (
        :operation, :job_id, :entity_id, :method, :path, :status, :duration_ms, :request_bytes,
        :response_bytes, :budget_limit, :budget_remaining, :request_body, :response_body,
        :error_message, NOW(6) - INTERVAL :waited_us MICROSECOND)
      """;

  static void add(Handle transaction, List<LoggedCall> calls) {
    try (PreparedBatch batch = transaction.prepareBatch(SQL)) {
      for (LoggedCall call : calls) {
        CallLog.Entry entry = call.entry();
        long waitedNanos = System.nanoTime() - call.recordedNanos();
        batch
            .bind("operation", cut(entry.operation(), MAX_NAME))
            .bind("job_id", entry.caller().jobId())
            .bind("entity_id", cut(entry.caller().entityId(), MAX_NAME))
            .bind("method", entry.method())
            .bind("path", cut(entry.path(), MAX_PATH))
            .bind("status", entry.status())
            .bind("duration_ms", entry.duration().toMillis())
            .bind("request_bytes", entry.requestBytes())
            .bind("response_bytes", entry.responseBytes())
            .bind("budget_limit", entry.budgetLimit())
            .bind("budget_remaining", entry.budgetRemaining())
            .bind("request_body", entry.requestBody())
            .bind("response_body", entry.responseBody())
            .bind("error_message", cut(entry.error(), MAX_ERROR))
            .bind("waited_us", TimeUnit.NANOSECONDS.toMicros(waitedNanos))
            .add();
      }
      batch.execute();
    }
  }

  private static @Nullable String cut(@Nullable String text, int maxCharacters) {
    return text == null || text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
  }
}
