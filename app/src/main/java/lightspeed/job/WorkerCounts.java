package lightspeed.job;

import java.util.concurrent.atomic.LongAdder;

/// What a worker did since it started.
///
/// **Threads:** safe.
final class WorkerCounts {
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();

  void completed(int jobs) {
    completed.add(jobs);
  }

  void count(RunResult result) {
    switch (result) {
      case RunResult.Completed() -> completed.increment();
      case RunResult.Failed(var reason) -> failed.increment();
      default -> {}
    }
  }

  long completed() {
    return completed.sum();
  }

  long failures() {
    return failed.sum();
  }
}
