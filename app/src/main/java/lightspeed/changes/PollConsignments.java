package lightspeed.changes;

import java.util.Optional;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.register.Register;
import lightspeed.sync.Connection;
import lightspeed.sync.FreshCatalog;
import lightspeed.sync.ReadFailures;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;

/// Handles `consignments.poll`: walks the list of consignments into the register, and compares the
/// orders with what changed there; then it asks for products that changed. One call each when
/// nothing did.
///
/// 1. [Register#walk]: page by page, each in one transaction. A crash leaves the rest to the next
///    walk.
/// 2. [CompareRegister]: for every consignment of ours that tells something new, a [RefreshJob] is
///    enqueued. A crash leaves it to the next poll; the jobs coalesce.
/// 3. [FreshCatalog#pullChanged]: after the walk, so that trouble with the catalogue never holds up
///    a create. A crash leaves the rest to the next poll.
///
/// Its unique key lets one poll run for the retailer at a time, in whatever process; a poll that
/// lost its claim writes nothing more.
public final class PollConsignments implements JobHandler {
  public static final JobType TYPE = new JobType("consignments.poll");

  private final Register register;
  private final Connection connection;
  private final CompareRegister compareRegister;
  private final FreshCatalog freshCatalog;
  private final ReadFailures failures;

  public PollConsignments(ChangesParts parts) {
    this.register = parts.register();
    this.connection = parts.connection();
    this.compareRegister = new CompareRegister(parts);
    this.freshCatalog = FreshCatalog.of(parts.database(), connection.client(), parts.queue());
    this.failures = new ReadFailures(connection);
  }

  public static NewJob newJob() {
    return NewJob.of(TYPE, "{\"version\":1}", TYPE.name()).withPriority(Priority.LOW);
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
          // Urgent, because every order that is sent would have to ask the same; but a first walk
          // has pages without end, and waits its turn.
          Urgency urgency = register.state().isWalked() ? Urgency.INTERACTIVE : Urgency.BACKGROUND;
          Caller caller = new Caller(job.id().value(), null, urgency, () -> {});
          var _ = register.walk(caller, job::requireClaim);
          compareRegister.compare(job::requireClaim);
          freshCatalog.pullChanged(caller);
          return new JobOutcome.Completed();
        });
  }
}
