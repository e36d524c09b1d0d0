package lightspeed.sync;

import java.util.Optional;
import lightspeed.job.Enqueued;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.RunningJob;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;

/// Handles `catalog.pull`: a worker refreshes the mirror because somebody asked for it on a page.
///
/// **Twice:** an interrupted pull goes on where it stopped.
public final class RefreshCatalog implements JobHandler {
  public static final JobType TYPE = new JobType("catalog.pull");

  private final PullCatalog pull;
  private final Connection connection;
  private final ReadFailures failures;

  public RefreshCatalog(PullCatalog pull, Connection connection) {
    this.pull = pull;
    this.connection = connection;
    this.failures = new ReadFailures(connection);
  }

  /// Asks for it; one that waits already is enough.
  public static Enqueued enqueue(JobQueue queue) {
    return queue.enqueue(NewJob.of(TYPE, "{\"version\":1}", TYPE.name()));
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public Optional<String> pausedBecause() {
    return connection.pausedBecause();
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    return failures.sorted(
        () -> {
          var caller = new Caller(job.id().value(), null, CallBudget.Urgency.BACKGROUND, () -> {});
          var _ = pull.pull(caller, false, (what, soFar) -> {});
          return new JobOutcome.Completed();
        });
  }
}
