package lightspeed.rest;

import java.time.Instant;
import java.util.List;
import lightspeed.job.Job;
import lightspeed.job.JobAttempt;
import lightspeed.job.JobStatus;
import org.jspecify.annotations.Nullable;

/// A job as programs see it.
///
/// @param history its ended starts, oldest first; null in lists
record JobView(
    String id,
    String type,
    JobStatus status,
    String priority,
    @Nullable String about,
    int attempts,
    boolean cancelRequested,
    @Nullable String errorMessage,
    Instant availableAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Instant createdAt,
    @Nullable List<AttemptView> history) {

  /// One start of a job that has ended.
  record AttemptView(
      int number,
      String outcome,
      @Nullable Instant startedAt,
      Instant finishedAt,
      @Nullable String errorMessage) {
    static AttemptView of(JobAttempt attempt) {
      return new AttemptView(
          attempt.number(),
          attempt.outcome().toString(),
          attempt.startedAt(),
          attempt.finishedAt(),
          ApiWords.ofNullable(attempt.errorMessage()));
    }
  }

  static JobView of(Job job, @Nullable List<JobAttempt> history) {
    return new JobView(
        job.id().toString(),
        job.type().name(),
        job.status(),
        job.priority().word(),
        about(job),
        job.attempts(),
        job.isCancelRequested(),
        ApiWords.ofNullable(job.errorMessage()),
        job.availableAt(),
        job.startedAt(),
        job.finishedAt(),
        job.createdAt(),
        history == null ? null : history.stream().map(AttemptView::of).toList());
  }

  /// What the job works on, as its unique key tells; null when it has none.
  private static @Nullable String about(Job job) {
    var key = job.uniqueKey();
    var prefix = job.type().name() + ":";
    return key == null || !key.startsWith(prefix) ? key : key.substring(prefix.length());
  }
}
