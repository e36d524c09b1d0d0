package lightspeed.job;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Does what a test says, and remembers what it was told.
final class TestHandler implements JobHandler {
  /// What the handler does with a job.
  interface Work {
    JobOutcome run(RunningJob job) throws InterruptedException;
  }

  private final JobType type;
  private final Work work;
  private final List<JobId> runs = new CopyOnWriteArrayList<>();
  private final List<JobChange> changes = new CopyOnWriteArrayList<>();
  private volatile @Nullable String pausedBecause;
  private volatile @Nullable JobId exempt;

  TestHandler(JobType type, Work work) {
    this.type = type;
    this.work = work;
  }

  /// In the order in which they were started.
  List<JobId> runs() {
    return runs;
  }

  List<JobChange> changes() {
    return changes;
  }

  void pause(@Nullable String reason) {
    pausedBecause = reason;
  }

  /// Nothing of this type may be started but this job.
  void pauseAllBut(JobId job) {
    pausedBecause = "one goes first";
    exempt = job;
  }

  @Override
  public JobType type() {
    return type;
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    runs.add(job.id());
    return work.run(job);
  }

  @Override
  public Optional<String> pausedBecause() {
    return Optional.ofNullable(pausedBecause);
  }

  @Override
  public Optional<JobId> exemptFromPause() {
    return Optional.ofNullable(exempt);
  }

  @Override
  public void changed(Handle transaction, String payload, JobChange change) {
    changes.add(change);
    transaction.execute(
        "INSERT INTO lightspeed_sync_log (entity_id, operation, status) VALUES (?, ?, 'COMPLETED')",
        payload,
        change.getClass().getSimpleName());
  }
}
