package lightspeed.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// Runs claimed jobs on virtual threads, as many at the same time as the setting says at that
/// moment; the others wait here, shortly. When all executors are taken, perhaps by jobs that
/// themselves wait, [#CRITICAL_BESIDE] critical jobs run beside them.
///
/// **Threads:** safe.
final class ExecutorPool {
  private static final int CRITICAL_BESIDE = 2;

  private final IntSupplier concurrency;
  private final Consumer<HeldJob> work;
  private final Signal capacity;
  private final LongSupplier nanoTicker;
  private final Prefetch prefetch = new Prefetch();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int running;
  private int beside;

  private record Waiting(HeldJob job, long sinceNanos) {}

  /// @param capacity raised when more jobs are welcome
  ExecutorPool(
      IntSupplier concurrency, Consumer<HeldJob> work, Signal capacity, LongSupplier nanoTicker) {
    this.concurrency = concurrency;
    this.work = work;
    this.capacity = capacity;
    this.nanoTicker = nanoTicker;
  }

  /// How many jobs to claim now; 0 while enough are here.
  synchronized int wanted() {
    int executors = concurrency.getAsInt();
    int ahead = prefetch.jobs(executors);
    int here = running + waiting.size();
    return isLow(ahead) ? Math.max(executors + ahead - here, 0) : 0;
  }

  /// How many critical jobs to claim while no others are wanted.
  synchronized int wantedCritical() {
    return CRITICAL_BESIDE - beside;
  }

  private boolean isLow(int ahead) {
    return waiting.size() <= ahead / 2;
  }

  synchronized void submit(List<HeldJob> jobs) {
    long now = nanoTicker.getAsLong();
    int executors = concurrency.getAsInt();
    for (HeldJob job : jobs) {
      boolean hasToWait = running + waiting.size() >= executors;
      if (hasToWait && job.priority() == Priority.CRITICAL && wantedCritical() > 0) {
        beside++;
        Thread.ofVirtual().name("job-executor").start(() -> runBeside(job));
      } else {
        waiting.add(new Waiting(job, now));
      }
    }
    for (int starts = Math.min(executors - running, waiting.size()); starts > 0; starts--) {
      running++;
      Thread.ofVirtual().name("job-executor").start(this::runJobs);
    }
  }

  private void runJobs() {
    for (Optional<HeldJob> job = next(); job.isPresent(); job = next()) {
      long started = nanoTicker.getAsLong();
      work.accept(job.get());
      prefetch.ran(nanoTicker.getAsLong() - started);
    }
  }

  private void runBeside(HeldJob job) {
    work.accept(job);
    synchronized (this) {
      beside--;
    }
    capacity.raise();
  }

  /// Empty: this executor has left.
  private synchronized Optional<HeldJob> next() {
    int executors = concurrency.getAsInt();
    boolean isTooMany = running > executors;
    Waiting next = isTooMany ? null : waiting.poll();
    if (next == null) {
      running--;
    }
    if (isLow(prefetch.jobs(executors))) {
      capacity.raise();
    }
    return Optional.ofNullable(next).map(Waiting::job);
  }

  /// Takes out the jobs that have waited here for at least so long.
  synchronized List<HeldJob> takeBack(Duration atLeast) {
    List<HeldJob> jobs = new ArrayList<>();
    long latest = nanoTicker.getAsLong() - atLeast.toNanos();
    while (!waiting.isEmpty() && waiting.getFirst().sinceNanos() - latest <= 0) {
      jobs.add(waiting.removeFirst().job());
    }
    if (!jobs.isEmpty()) {
      // Those that run are long, and will only be measured when they end.
      prefetch.ran(atLeast.toNanos());
    }
    return jobs;
  }

  synchronized boolean hasWaiting() {
    return !waiting.isEmpty();
  }
}
