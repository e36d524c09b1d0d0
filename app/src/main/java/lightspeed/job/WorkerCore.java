package lightspeed.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import lightspeed.db.Database;
import lightspeed.db.Migrations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One registration of a worker from its start to its end: the lease, the jobs it holds, and how it
/// stops. With [JobLoops] it claims by itself; without, it runs what it is told to.
final class WorkerCore {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerCore.class);

  /// How long running jobs may take to end when the worker stops of its own accord; shorter than a
  /// lease.
  private static final Duration OWN_GRACE = Duration.ofSeconds(8);

  /// How long an interrupted handler may take to end before its job is given to others anyway.
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  private final LoopContext context;
  private final HeldJobs held = new HeldJobs();
  private final WorkerCounts counts = new WorkerCounts();
  private final Heartbeat heartbeat;
  private final Caretaker caretaker;
  private final Claiming claiming;
  private final RunHandler runHandler;
  private final RecordEnding recordEnding;
  private final LongSupplier nanoTicker;
  private final Supplier<Set<JobType>> types;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicReference<@Nullable WorkerEnd> ownEnd = new AtomicReference<>();
  private volatile boolean halted;
  private @Nullable JobLoops loops;

  WorkerCore(
      Database database,
      JobQueue queue,
      WorkerOptions options,
      WorkerHost host,
      LongSupplier nanoTicker,
      RandomGenerator random) {
    this.context = new LoopContext(database, new WorkerState(), new DatabaseOutage());
    this.nanoTicker = nanoTicker;
    QueueClock clock = new QueueClock(database, nanoTicker, queue::tellClockSet);
    this.types = options.types();
    this.runHandler = new RunHandler(queue.handlers());
    this.recordEnding = new RecordEnding(context, queue, options, random);
    this.claiming = new Claiming(database, clock, queue.handlers(), options.types(), held, random);
    this.heartbeat =
        new Heartbeat(
            context,
            clock,
            queue,
            host,
            options.lease(),
            nanoTicker,
            () ->
                new WorkerRows.Load(
                    options.concurrency().getAsInt(),
                    held.count(),
                    counts.completed(),
                    counts.failures()),
            this::isOutdated);
    this.caretaker = new Caretaker(context, clock, queue, held, options.lease(), heartbeat);
  }

  LoopContext context() {
    return context;
  }

  HeldJobs held() {
    return held;
  }

  WorkerCounts counts() {
    return counts;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  Claiming claiming() {
    return claiming;
  }

  RunHandler runHandler() {
    return runHandler;
  }

  RecordEnding recordEnding() {
    return recordEnding;
  }

  /// From its start on it puts recurring jobs into the queue when their time has come.
  void careForRecurring() {
    caretaker.careForRecurring(types);
  }

  /// Begins to live, with loops that claim.
  void start(JobLoops newLoops) {
    live();
    loops = newLoops;
    newLoops.start();
  }

  /// Begins to live, unless it does; throws when the database does not let it register.
  Lease open() {
    if (threads.isEmpty()) {
      heartbeat.register();
      live();
    }
    return heartbeat.lease().orElseGet(heartbeat::register);
  }

  private void live() {
    threads.add(startLoop("heartbeat", heartbeat));
    threads.add(startLoop("caretaker", caretaker));
  }

  /// Starts a part of the worker that lives as long as it. Should it fail, the worker ends: without
  /// one of its parts it would only look alive.
  Thread startLoop(String part, Runnable loop) {
    return Thread.ofPlatform()
        .daemon()
        .name("job-" + part)
        .start(
            () -> {
              try {
                loop.run();
              } catch (Throwable failure) {
                broke(part, failure);
              }
            });
  }

  void broke(String part, Throwable failure) {
    LOG.error("worker ends: its {} failed", part, failure);
    end(new WorkerEnd.Broken(part, failure), Duration.ZERO);
  }

  private void isOutdated(int schema) {
    end(new WorkerEnd.Outdated(schema, Migrations.NEWEST), OWN_GRACE);
  }

  private void end(WorkerEnd why, Duration grace) {
    if (!ownEnd.compareAndSet(null, why)) {
      return;
    }
    try {
      Thread.ofPlatform().daemon().name("job-stopper").start(() -> stop(grace));
    } catch (OutOfMemoryError noThread) {
      stop(grace);
    }
  }

  /// Why it stopped, or stops.
  WorkerEnd why() {
    WorkerEnd own = ownEnd.get();
    return own == null ? new WorkerEnd.Asked() : own;
  }

  /// Writes how a job ended; it is not held any longer.
  RunResult record(HeldJob job, Ending ending) {
    try {
      RunResult result = recordEnding.of(job, ending);
      counts.count(result);
      return result;
    } finally {
      held.remove(job);
    }
  }

  /// Runs a held job to its end while the caller waits. An interrupt of the caller hands it back.
  RunResult runAndWait(HeldJob job) throws InterruptedException {
    FutureTask<RunResult> task = new FutureTask<>(() -> record(job, runHandler.run(job)));
    Thread.ofVirtual().name("job-executor").start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      job.stop();
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(job.id() + " ended in an unforeseen way.", e.getCause());
    }
  }

  boolean isStopping() {
    return context.state().isStopping();
  }

  boolean hasStopped() {
    return stopped.getCount() == 0;
  }

  void halt() {
    halted = true;
    held.wake();
  }

  void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  /// Stops within `grace` and a little more; a second caller waits for the first.
  synchronized void stop(Duration grace) {
    if (stopped.getCount() == 0) {
      return;
    }
    try {
      context.state().stop();
      if (loops != null) {
        loops.stopClaiming();
      }
      awaitNoneHeld(grace, true);
      held.all().forEach(HeldJob::stop);
      awaitNoneHeld(AFTER_INTERRUPT, false);
      if (held.count() > 0) {
        context.state().abandon();
        held.all().forEach(job -> record(job, new Ending.HandedBack()));
      }
      leave();
    } finally {
      stopped.countDown();
    }
  }

  private void awaitNoneHeld(Duration timeout, boolean endsAtHalt) {
    long deadline = nanoTicker.getAsLong() + timeout.toNanos();
    try {
      for (long left = timeout.toNanos();
          left > 0 && held.count() > 0 && !(endsAtHalt && halted);
          left = deadline - nanoTicker.getAsLong()) {
        held.awaitNone(Duration.ofNanos(left));
      }
    } catch (InterruptedException e) {
      halted = true;
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    context.state().close();
    if (loops != null) {
      loops.join();
    }
    threads.forEach(JobLoops::join);
    try {
      heartbeat.leave();
    } catch (RuntimeException e) {
      LOG.warn("worker could not sign off; its lease will run out: {}", e.getMessage());
    }
  }
}
