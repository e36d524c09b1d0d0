package lightspeed.cli;

import lightspeed.job.Job;
import lightspeed.job.JobAttempt;
import org.jspecify.annotations.Nullable;

/// Jobs as JSON documents and in words.
final class JobDocuments {
  private JobDocuments() {}

  static Document of(Job job) {
    return new Document()
        .with("id", job.id())
        .with("type", job.type().name())
        .with("status", job.status())
        .with("priority", job.priority().word())
        .with("about", about(job))
        .with("attempts", job.attempts())
        .with("starts", job.starts())
        .with("losses", job.losses())
        .with("worker_id", job.workerId())
        .with("cancel_requested", job.isCancelRequested())
        .with("error_message", job.errorMessage())
        .with("available_at", job.availableAt())
        .with("started_at", job.startedAt())
        .with("finished_at", job.finishedAt())
        .with("created_at", job.createdAt());
  }

  static Document of(JobAttempt attempt) {
    return new Document()
        .with("number", attempt.number())
        .with("outcome", attempt.outcome())
        .with("worker_id", attempt.workerId())
        .with("started_at", attempt.startedAt())
        .with("finished_at", attempt.finishedAt())
        .with("error_message", attempt.errorMessage());
  }

  /// What the job works on, as its unique key tells; null when it has none.
  static @Nullable String about(Job job) {
    var key = job.uniqueKey();
    var prefix = job.type().name() + ":";
    return key == null || !key.startsWith(prefix) ? key : key.substring(prefix.length());
  }
}
