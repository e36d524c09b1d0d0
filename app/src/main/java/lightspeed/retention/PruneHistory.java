package lightspeed.retention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import lightspeed.config.RetentionConfig;
import lightspeed.db.Database;
import lightspeed.job.JobHandler;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RecurringJob;
import lightspeed.job.RunningJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Handles `history.prune`: once a day deletes what is older than the settings
/// `retention_…_days` say: API log, webhooks, notifications, the log of syncs, and jobs that were
/// completed or cancelled. FAILED jobs stay until a person retries or prunes them.
///
/// Each step is a transaction of its own of at most [OldRows#BATCH] rows. After a crash, or when it
/// was asked to stop, the next run goes on with what is left. Two at the same time do no harm.
public final class PruneHistory implements JobHandler {
  public static final JobType TYPE = new JobType("history.prune");

  /// Between two runs.
  public static final Duration INTERVAL = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(PruneHistory.class);

  private final Database database;
  private final JobQueue queue;
  private final Supplier<RetentionConfig> retention;

  /// @param retention as it is at the moment
  public PruneHistory(Database database, JobQueue queue, Supplier<RetentionConfig> retention) {
    this.database = database;
    this.queue = queue;
    this.retention = retention;
  }

  /// Joins the job type with this handler and lets it recur.
  public void register(JobHandlers handlers) {
    handlers.register(this);
    queue.recur(new RecurringJob(newJob(), () -> INTERVAL));
  }

  /// The job that is done once a day.
  public static NewJob newJob() {
    return NewJob.of(TYPE, "{\"version\":1}", TYPE.name()).withPriority(Priority.LOW);
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    var now = retention.get();
    List<String> done = new ArrayList<>();
    for (var history : History.values()) {
      var rows = new OldRows(history, history.kept(now));
      long deleted = delete(rows, job);
      tell(history.table(), deleted, history.kept(now), done);
    }
    long jobs = 0;
    int batch;
    do {
      if (mustStop(job)) {
        return new JobOutcome.Cancelled();
      }
      batch = queue.pruneBatch(now.jobs(), false);
      jobs += batch;
    } while (batch > 0);
    tell("queue_jobs", jobs, now.jobs(), done);
    LOG.info("history pruned {}", done.isEmpty() ? "nothing was old enough" : done);
    return job.isCancelRequested() ? new JobOutcome.Cancelled() : new JobOutcome.Completed();
  }

  private long delete(OldRows rows, RunningJob job) throws InterruptedException {
    OptionalLong last = database.read(rows::last);
    if (last.isEmpty()) {
      return 0;
    }
    long deleted = 0;
    long after = Long.MIN_VALUE;
    while (!mustStop(job)) {
      long begin = after;
      OptionalLong end = database.read(handle -> rows.endOfStep(handle, begin, last.getAsLong()));
      if (end.isEmpty()) {
        break;
      }
      deleted += database.inTransaction(tx -> rows.delete(tx, begin, end.getAsLong()));
      after = end.getAsLong();
    }
    return deleted;
  }

  /// What was deleted so far stays deleted.
  ///
  /// @throws InterruptedException when the worker stops at once
  private static boolean mustStop(RunningJob job) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("pruning goes on later");
    }
    return job.isCancelRequested();
  }

  private static void tell(String table, long deleted, Duration kept, List<String> done) {
    if (deleted > 0) {
      done.add(table + "=" + deleted + " older_than=" + kept.toDays() + "d");
    }
  }
}
