package lightspeed.xseries;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the API log and the log file of each call, with nothing in it that must stay secret.
final class CallRecorder {
  private static final Logger requests = LoggerFactory.getLogger("api-requests");
  private static final int MAX_ERROR_CHARACTERS = 1_000;

  private final CallLog log;

  CallRecorder(CallLog log) {
    this.log = log;
  }

  /// A request that was handed to the network. Two are never compared.
  ///
  /// @param startedNanos by [System#nanoTime()]
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(CallName name, Caller caller, AccessToken token, byte[] body, long startedNanos) {}

  /// Records how a request ended.
  ///
  /// @param answer null when none came
  /// @param failure null when the answer was good
  void record(Sent sent, @Nullable Answer answer, @Nullable Throwable failure) {
    Duration took = Duration.ofNanos(System.nanoTime() - sent.startedNanos());
    CallLog.Entry entry =
        new CallLog.Entry(
            sent.name().operation(),
            sent.caller(),
            sent.name().method(),
            Redaction.text(sent.name().path(), sent.token()),
            answer == null ? null : answer.status(),
            took,
            sent.body().length,
            answer == null ? 0 : answer.body().length,
            answer == null ? null : answer.limit(),
            answer == null ? null : answer.remaining(),
            Redaction.body(sent.body(), sent.token()),
            answer == null ? null : Redaction.body(answer.body(), sent.token()),
            failure == null ? null : words(failure, sent.token()));
    log.record(entry);
    writeLine(entry);
  }

  private static String words(Throwable failure, AccessToken token) {
    String text =
        failure instanceof InterruptedException
            ? "stopped while waiting for the answer; it may have been carried out"
            : String.valueOf(failure.getMessage());
    return Excerpt.of(Redaction.text(text, token), MAX_ERROR_CHARACTERS);
  }

  private static void writeLine(CallLog.Entry entry) {
    StringBuilder line = new StringBuilder(200);
    fact(line, "operation", entry.operation());
    fact(line, "method", entry.method());
    fact(line, "path", entry.path());
    fact(line, "status", entry.status());
    fact(line, "ms", entry.duration().toMillis());
    fact(line, "sent", entry.requestBytes());
    fact(line, "received", entry.responseBytes());
    fact(line, "limit", entry.budgetLimit());
    fact(line, "remaining", entry.budgetRemaining());
    fact(line, "job", entry.caller().jobId());
    fact(line, "order", entry.caller().entityId());
    if (entry.error() == null) {
      requests.info("{}", line);
    } else {
      fact(line, "error", '"' + entry.error().replace('"', '\'') + '"');
      requests.warn("{}", line);
    }
  }

  private static void fact(StringBuilder line, String name, @Nullable Object value) {
    if (value != null) {
      line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value);
    }
  }
}
