package lightspeed.job;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import lightspeed.db.Database;

/// Runs jobs.
public final class Worker implements AutoCloseable {
  /// @param nanoTicker monotonic time that goes on while the process is stopped
  /// @param random for jitter
  public Worker(
      Database database,
      JobQueue queue,
      WorkerOptions options,
      WorkerHost host,
      LongSupplier nanoTicker,
      RandomGenerator random) {}

  /// Begins to run jobs; returns at once.
  public void start() {
    later();
  }

  /// Stops claiming, lets running jobs end within `grace`, then interrupts and hands back the rest
  /// (no try counted), and leaves. Safe to call again; a second call waits for the first.
  public void stop(Duration grace) {
    later();
  }

  /// Ends the grace of a stop that is under way, or stops without any.
  public void halt() {
    later();
  }

  /// Waits until someone stopped this worker.
  public void awaitStopped() throws InterruptedException {
    later();
  }

  /// Runs jobs until none of its types is due or running anywhere, then stops. A retry that is due
  /// later does not hold it, nor do paused types. Blocks; ends early when stopped.
  public DrainReport drain() throws InterruptedException {
    return later();
  }

  /// Runs one job that is due, in this thread; empty when none is.
  public Optional<RanJob> runOnce() throws InterruptedException {
    return later();
  }

  /// Runs this job now, in this thread, also when its time has not come.
  ///
  /// @throws JobNotFound when there is none
  public RunResult runNow(JobId id) throws InterruptedException {
    return later();
  }

  /// [#stop] without grace.
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later() {
    throw new UnsupportedOperationException("being built");
  }
}
