package lightspeed.job;

import java.util.Optional;

/// Runs one job while the caller waits, through the same code as every other.
final class ForegroundRun {
  private final JobQueue queue;
  private final WorkerCore core;

  ForegroundRun(JobQueue queue, WorkerCore core) {
    this.queue = queue;
    this.core = core;
  }

  Optional<RanJob> next() throws InterruptedException {
    Lease lease = core.open();
    queue.recover();
    Optional<HeldJob> job = core.claiming().upTo(1, lease).stream().findFirst();
    if (job.isEmpty()) {
      return Optional.empty();
    }
    RunResult result = core.runAndWait(job.get());
    return Optional.of(new RanJob(job.get().id(), job.get().type(), result));
  }

  RunResult of(JobId id) throws InterruptedException {
    queue.recover();
    while (true) {
      Optional<RunResult> reason = reasonNotToRun(find(id));
      if (reason.isPresent()) {
        return reason.get();
      }
      Optional<HeldJob> held = core.claiming().one(id, core.open());
      if (held.isPresent()) {
        return core.runAndWait(held.get());
      }
      // Taken by another worker since we looked: look again.
    }
  }

  private Job find(JobId id) {
    return queue.find(id).orElseThrow(() -> new JobNotFound(id));
  }

  private Optional<RunResult> reasonNotToRun(Job job) {
    return switch (job.status()) {
      case PENDING ->
          queue
              .handlers()
              .find(job.type())
              .filter(handler -> !handler.exemptFromPause().equals(Optional.of(job.id())))
              .flatMap(JobHandler::pausedBecause)
              .map(RunResult.Paused::new);
      case PROCESSING -> Optional.of(new RunResult.RunningElsewhere(workerOf(job)));
      case COMPLETED, FAILED, CANCELLED -> Optional.of(new RunResult.AlreadyFinished(job.status()));
    };
  }

  private static String workerOf(Job job) {
    return job.workerId() == null ? "an unknown worker" : job.workerId();
  }
}
