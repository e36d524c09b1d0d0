package lightspeed.job;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Jobs that look at something. However many ask for one, one waits. One that runs already may have
/// looked before the change that it is asked for, so a request that meets it leaves another behind,
/// under the next key.
public final class OneWaiting {
  /// More than one that runs is rare (its worker is dead, or slow), more than a few unheard of. One
  /// digit, so that the keys of one thing are a range.
  public static final int KEYS = 8;

  private OneWaiting() {}

  /// Asks for it in the caller's transaction; call [JobQueue#signal] after the commit.
  ///
  /// **Twice:** coalesces.
  ///
  /// @param withKey the same job with the key of this number, from 1 to [#KEYS]
  public static void enqueue(Handle tx, JobQueue queue, IntFunction<NewJob> withKey) {
    for (int key = 1; key <= KEYS; key++) {
      Enqueued enqueued = queue.enqueue(tx, withKey.apply(key));
      // The row is locked: while the caller's transaction lasts, a waiting job cannot start.
      boolean isRunning =
          !enqueued.isNew()
              && queue
                  .find(enqueued.id())
                  .map(Job::status)
                  .filter(JobStatus.PROCESSING::equals)
                  .isPresent();
      if (!isRunning) {
        return;
      }
    }
  }

  /// The one that was asked for and has not begun.
  ///
  /// @param uniqueKey of this number, from 1 to [#KEYS]
  public static Optional<JobId> find(JobQueue queue, IntFunction<String> uniqueKey) {
    return IntStream.rangeClosed(1, KEYS)
        .mapToObj(key -> queue.findUnfinished(uniqueKey.apply(key)))
        .flatMap(Optional::stream)
        .filter(job -> job.status() == JobStatus.PENDING)
        .map(Job::id)
        .findFirst();
  }
}
