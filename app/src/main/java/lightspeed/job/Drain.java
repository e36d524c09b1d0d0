package lightspeed.job;

import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import lightspeed.db.Database;

/// Waits until a worker's queue is empty.
final class Drain {
  /// Between two looks whether anything is left; the worker itself claims without this.
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Duration BUSY_PAUSE = Duration.ofMillis(200);

  private final Database database;
  private final JobQueue queue;
  private final WorkerOptions options;
  private final WorkerCore core;
  private boolean hasRecurred;

  Drain(Database database, JobQueue queue, WorkerOptions options, WorkerCore core) {
    this.database = database;
    this.queue = queue;
    this.options = options;
    this.core = core;
  }

  DrainReport await() throws InterruptedException {
    SortedMap<String, String> paused = new TreeMap<>();
    boolean isEmpty = false;
    while (!isEmpty && !core.isStopping()) {
      core.held().awaitNone(BUSY_PAUSE);
      if (core.held().count() == 0) {
        isEmpty = look(paused);
      }
    }
    return new DrainReport(core.counts().completed(), core.counts().failures(), paused);
  }

  /// Once and before the first look, so that none that is due is left in the queue, and none comes
  /// that would keep it from ever being empty.
  private void recurOnce() {
    if (!hasRecurred) {
      queue.enqueueDue(options.types().get());
      hasRecurred = true;
    }
  }

  /// Whether nothing is left but what must not be started.
  private boolean look(SortedMap<String, String> paused) throws InterruptedException {
    try {
      recurOnce();
      paused.clear();
      paused.putAll(queue.handlers().paused());
      TypeFilter wanted = TypeFilter.of(options.types().get(), Set.of());
      TypeFilter startable = TypeFilter.of(options.types().get(), paused.keySet());
      Set<JobId> exempt = queue.handlers().exempt(options.types().get());
      boolean isLeft =
          database.read(
              handle -> FindWork.isDue(handle, exempt) || FindWork.isLeft(handle, startable));
      paused
          .keySet()
          .retainAll(database.read(handle -> FindWork.due(handle, wanted, paused.keySet())));
      core.context().outage().over(this);
      if (isLeft) {
        core.context().state().pause(PAUSE);
      }
      return !isLeft;
    } catch (RuntimeException e) {
      core.context().state().pause(core.context().outage().failed(this, e));
      return false;
    }
  }
}
