package lightspeed.sync;

import java.time.Duration;
import java.util.Optional;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RecurringJob;
import lightspeed.job.RunningJob;
import lightspeed.retailer.Line;

/// Handles `line.tend`: while Lightspeed does not answer, asks it again when it is time; says which
/// order goes first afterwards, and which is tried next while sending is held. Not even queued
/// while the line is up.
///
/// Its unique key lets one run for the retailer at a time. **Twice:** changes nothing more.
public final class TendLine implements JobHandler {
  public static final JobType TYPE = new JobType("line.tend");

  /// How soon it is noticed that there is something to do.
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Line line;

  public TendLine(Connection connection) {
    this.line = connection.line();
  }

  public static RecurringJob recurring() {
    return new RecurringJob(
        NewJob.of(TYPE, "{\"version\":1}", TYPE.name()).withPriority(Priority.CRITICAL),
        () -> INTERVAL);
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public Optional<String> pausedBecause() {
    return line.needsTending() ? Optional.empty() : Optional.of("There is nothing to do for it.");
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    line.tend();
    return new JobOutcome.Completed();
  }
}
