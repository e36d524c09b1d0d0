package lightspeed.job;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import lightspeed.db.Database;
import org.jspecify.annotations.Nullable;

/// Runs jobs: in the background ([#start] and [#stop]), until there is nothing left ([#drain]), one
/// ([#runOnce]), or a certain one ([#runNow]). Any number of workers in any number of processes
/// share a queue.
///
/// A job runs in one worker at a time. The worker keeps a lease in `queue_workers`; when it is
/// silent for longer than that, by the database's clock, others take its jobs, and whatever it
/// writes later is refused by the claim token of each job. Trouble with the database never ends a
/// worker: it waits and goes on.
///
/// Jobs start in the order of [Priority] and then of their time; every tenth claim begins with the
/// least urgent priority, so that none starves. Two critical jobs may run beside those that take
/// all executors.
///
/// Needs a connection for each executor and six more.
///
/// **Threads:** [#stop], [#halt] and [#awaitStopped] may be called from any thread, such as that of
/// a signal; one at a time of the others.
public final class Worker implements AutoCloseable {
  private final Database database;
  private final JobQueue queue;
  private final WorkerOptions options;
  private final WorkerHost host;
  private final LongSupplier nanoTicker;
  private final RandomGenerator random;
  private @Nullable WorkerCore core;

  /// A worker that does nothing yet.
  ///
  /// @param nanoTicker monotonic time that goes on while the process is stopped, such as
  ///     [System#nanoTime]
  /// @param random for jitter and claim tokens
  public Worker(
      Database database,
      JobQueue queue,
      WorkerOptions options,
      WorkerHost host,
      LongSupplier nanoTicker,
      RandomGenerator random) {
    this.database = database;
    this.queue = queue;
    this.options = options;
    this.host = host;
    this.nanoTicker = nanoTicker;
    this.random = random;
  }

  /// Begins to run jobs; returns at once, also when the database cannot be reached yet.
  public void start() {
    WorkerCore started = newCore();
    started.careForRecurring();
    started.start(new JobLoops(started, queue, options, nanoTicker));
  }

  /// Stops claiming, lets running jobs end within `grace`, then interrupts and hands back the rest
  /// (no try counted), and leaves. **Twice** is fine: a second call waits for the first.
  public void stop(Duration grace) {
    current().ifPresent(running -> running.stop(grace));
  }

  /// Stops without grace; also ends the grace of a stop that is under way.
  public void halt() {
    current()
        .ifPresent(
            running -> {
              running.halt();
              running.stop(Duration.ZERO);
            });
  }

  /// Waits until this worker has stopped, and tells why.
  public WorkerEnd awaitStopped() throws InterruptedException {
    Optional<WorkerCore> running = current();
    if (running.isPresent()) {
      running.get().awaitStopped();
    }
    return end();
  }

  /// Why this worker stopped, or stops; [WorkerEnd.Asked] as long as it does not.
  public WorkerEnd end() {
    return current().map(WorkerCore::why).orElseGet(WorkerEnd.Asked::new);
  }

  /// Runs jobs until none of its types is due or running anywhere, then stops. A retry that is due
  /// later does not hold it, nor do paused types. Recurring jobs that are due at its start are run
  /// too. Blocks; ends early when stopped.
  public DrainReport drain() throws InterruptedException {
    WorkerCore running = newCore();
    try {
      running.start(new JobLoops(running, queue, options, nanoTicker));
      return new Drain(database, queue, options, running).await();
    } finally {
      running.stop(Duration.ZERO);
    }
  }

  /// Runs the next job that is due, and waits for its end; empty when none is due.
  ///
  /// @throws InterruptedException when the caller was interrupted; the job is handed back
  public Optional<RanJob> runOnce() throws InterruptedException {
    WorkerCore running = newCore();
    try {
      return new ForegroundRun(queue, running).next();
    } finally {
      running.stop(Duration.ZERO);
    }
  }

  /// Runs this job now, also when its time has not come, and waits for its end.
  ///
  /// @throws JobNotFound when there is none
  /// @throws InterruptedException when the caller was interrupted; the job is handed back
  public RunResult runNow(JobId id) throws InterruptedException {
    WorkerCore running = newCore();
    try {
      return new ForegroundRun(queue, running).of(id);
    } finally {
      running.stop(Duration.ZERO);
    }
  }

  /// The same as [#stop] without grace.
  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  private synchronized Optional<WorkerCore> current() {
    return Optional.ofNullable(core);
  }

  private synchronized WorkerCore newCore() {
    if (core != null && !core.hasStopped()) {
      throw new IllegalStateException("This worker is at work already.");
    }
    WorkerCore started = new WorkerCore(database, queue, options, host, nanoTicker, random);
    core = started;
    return started;
  }
}
