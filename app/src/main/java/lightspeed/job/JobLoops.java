package lightspeed.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The part of a worker that claims jobs by itself: fetcher, executors, completer.
final class JobLoops {
  /// A statement under way when the worker stops ends within this, or is left to end alone.
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(5);

  private final WorkerCore core;
  private final JobQueue queue;
  private final Signal wake = new Signal();
  private final Completer completer;
  private final ExecutorPool pool;
  private final Fetcher fetcher;
  private final List<Thread> threads = new ArrayList<>();

  JobLoops(WorkerCore core, JobQueue queue, WorkerOptions options, LongSupplier nanoTicker) {
    this.core = core;
    this.queue = queue;
    this.completer = new Completer(core.context(), core.held(), core.recordEnding(), core.counts());
    this.pool = new ExecutorPool(options.concurrency(), this::run, wake, nanoTicker);
    this.fetcher =
        new Fetcher(
            core.context(),
            core.claiming(),
            core.heartbeat(),
            pool,
            new Fetcher.Pacing(wake, options.idleSleep(), nanoTicker));
  }

  void start() {
    queue.addWorker(wake);
    threads.add(core.startLoop("fetcher", fetcher));
    threads.add(core.startLoop("completer", completer));
  }

  /// Runs one job in an executor's thread. What a handler throws ends its job; a failure around it
  /// would leave the job held for ever.
  private void run(HeldJob job) {
    try {
      runToItsEnd(job);
    } catch (Throwable failure) {
      core.broke("executor", failure);
    }
  }

  private void runToItsEnd(HeldJob job) {
    Ending ending = core.runHandler().run(job);
    if (ending instanceof Ending.Said(JobOutcome.Completed done)) {
      completer.add(job);
    } else {
      core.record(job, ending);
    }
  }

  /// No job is started after this; those that wait for an executor go back.
  void stopClaiming() {
    queue.removeWorker(wake);
    wake.raise();
    join(threads.getFirst());
    try {
      core.claiming().giveBack(pool.takeBack(Duration.ZERO));
    } catch (RuntimeException e) {
      core.context().outage().failed(this, e);
      core.context().outage().over(this);
    }
  }

  /// After the state is closed: waits for what is being written.
  void join() {
    threads.forEach(JobLoops::join);
  }

  static void join(Thread thread) {
    try {
      thread.join(LONGEST_JOIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
