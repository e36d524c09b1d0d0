package lightspeed.job;

import java.time.Duration;
import java.util.function.Supplier;

/// A job that is put into the queue again and again, by whichever worker looks first. At most one
/// is unfinished; one that is still unfinished when the next is due takes its place.
///
/// The schedule lives in `queue_schedules` and not in the job: whatever becomes of the job (failed,
/// cancelled, its worker killed, pruned), the next one comes. When it comes, the finished ones
/// before it are deleted, so that the history of jobs is not filled by it.
///
/// @param job with its unique key, which is also the name of the schedule
/// @param interval between two; asked for whenever it matters, and a shorter one takes effect at
///     once. The first one comes one interval after the schedule is first seen
public record RecurringJob(NewJob job, Supplier<Duration> interval) {
  public RecurringJob {
    if (job.uniqueKey() == null) {
      throw new IllegalArgumentException("A recurring job has a unique key.");
    }
  }

  String name() {
    return String.valueOf(job.uniqueKey());
  }
}
