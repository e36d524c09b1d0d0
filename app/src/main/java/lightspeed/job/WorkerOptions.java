package lightspeed.job;

import java.time.Duration;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// What people can set about a worker. Everything is asked for again whenever it matters, so that a
/// changed setting acts on a running worker.
///
/// @param concurrency how many jobs run at the same time, 1 or more, default 8
/// @param types run only these; empty: all, also unknown ones (which then fail), the default
/// @param idleSleep longest pause between two looks into an idle queue, default 0.1 s
/// @param lease how long a silent worker is believed to be alive, default 9 s; a beat is sent every
///     sixth of it
/// @param retryPolicy what happens after a failed try, default [RetryPolicy#DEFAULT]
public record WorkerOptions(
    IntSupplier concurrency,
    Supplier<Set<JobType>> types,
    Supplier<Duration> idleSleep,
    Supplier<Duration> lease,
    Supplier<RetryPolicy> retryPolicy) {

  public static WorkerOptions defaults() {
    return new WorkerOptions(
        () -> 8,
        Set::of,
        () -> Duration.ofMillis(100),
        () -> Duration.ofSeconds(9),
        () -> RetryPolicy.DEFAULT);
  }

  public WorkerOptions withConcurrency(IntSupplier newConcurrency) {
    return new WorkerOptions(newConcurrency, types, idleSleep, lease, retryPolicy);
  }

  public WorkerOptions withTypes(Supplier<Set<JobType>> newTypes) {
    return new WorkerOptions(concurrency, newTypes, idleSleep, lease, retryPolicy);
  }

  public WorkerOptions withIdleSleep(Supplier<Duration> newIdleSleep) {
    return new WorkerOptions(concurrency, types, newIdleSleep, lease, retryPolicy);
  }

  public WorkerOptions withLease(Supplier<Duration> newLease) {
    return new WorkerOptions(concurrency, types, idleSleep, newLease, retryPolicy);
  }

  public WorkerOptions withRetryPolicy(Supplier<RetryPolicy> newRetryPolicy) {
    return new WorkerOptions(concurrency, types, idleSleep, lease, newRetryPolicy);
  }
}
