package lightspeed.job;

import java.time.Duration;

/// Whether a worker runs, stops or has given up; and how its loops wait.
///
/// **Threads:** safe.
final class WorkerState {
  private final Signal changed = new Signal();
  private volatile boolean stopping;
  private volatile boolean closing;
  private volatile boolean abandoned;

  /// No further job is started.
  void stop() {
    stopping = true;
    changed.raise();
  }

  /// All jobs are done with: the loops that cared for them end.
  void close() {
    stopping = true;
    closing = true;
    changed.raise();
  }

  /// Nothing is waited for any more; what is not written now is left to other workers.
  void abandon() {
    stopping = true;
    abandoned = true;
    changed.raise();
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isClosing() {
    return closing;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  /// Ends a pause early: something is to be looked at.
  void nudge() {
    changed.raise();
  }

  /// Counts changes and nudges, for [#pause(long, Duration)].
  long changes() {
    return changed.count();
  }

  /// Waits this long, or until the state changes. An interrupt ends it early and stays set.
  void pause(Duration duration) {
    pause(changed.count(), duration);
  }

  /// As [#pause(Duration)]; what came after `seen` ends it too.
  void pause(long seen, Duration duration) {
    if (closing || abandoned) {
      return;
    }
    try {
      changed.await(seen, duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
