package lightspeed.webhook;

import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.db.Database;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.RunningJob;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Looks at all deliveries about one consignment that nobody has looked at.
///
/// 1. In one transaction, holding the claim: reads each, asks for one look at the consignment when
///    any of them calls for it, and writes down what became of each. A crash leaves all as it was.
/// 2. When there were more than [#MAX_ROUND], again.
/// 3. The last of these transactions completes the job. A delivery that comes meanwhile waits for
///    it and enqueues a new job; one that came before is among those that are read.
///
/// **Twice:** a delivery that was looked at is not looked at again.
public final class ProcessDeliveries implements JobHandler {
  public static final JobType TYPE = ProcessJob.TYPE;

  private static final int MAX_ROUND = 500;

  private final Database database;
  private final ConsignmentRefresh refresh;
  private final JobQueue queue;
  private final Supplier<Optional<String>> ownPrefix;

  /// @param ownPrefix our store at the moment, empty when it is not known
  public ProcessDeliveries(
      Database database,
      ConsignmentRefresh refresh,
      JobQueue queue,
      Supplier<Optional<String>> ownPrefix) {
    this.database = database;
    this.refresh = refresh;
    this.queue = queue;
    this.ownPrefix = ownPrefix;
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public JobOutcome run(RunningJob job) {
    var about = ProcessJob.parse(job.payload());
    boolean isLast = false;
    while (!isLast) {
      if (job.isCancelRequested()) {
        return new JobOutcome.Cancelled();
      }
      isLast = database.inTransaction(transaction -> round(transaction, job, about));
      queue.signal();
    }
    return new JobOutcome.Recorded();
  }

  private boolean round(Handle transaction, RunningJob job, ProcessJob about) {
    job.requireClaim(transaction);
    var unread = DeliveryStore.unread(transaction, about.consignmentId(), MAX_ROUND);
    @Nullable String wanted = null;
    for (var delivery : unread) {
      var content = DeliveryStore.content(transaction, delivery.id());
      var verdict = Verdict.of(delivery.eventType(), content, ownPrefix.get());
      if (finish(transaction, delivery.id(), verdict)) {
        wanted = content.consignmentId();
      }
    }
    if (wanted != null) {
      refresh.request(transaction, wanted);
    }
    boolean isLast = unread.size() < MAX_ROUND;
    if (isLast) {
      job.complete(transaction);
    }
    return isLast;
  }

  /// Writes down what becomes of a delivery; true when its consignment is to be looked at.
  private static boolean finish(Handle transaction, long id, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refresh(var consignment) when DeliveryStore.isOurs(transaction, consignment) -> {
        DeliveryStore.finish(transaction, id, DeliveryStatus.PROCESSED, null);
        yield true;
      }
      case Verdict.Refresh(var consignment) -> {
        DeliveryStore.finish(
            transaction,
            id,
            DeliveryStatus.IGNORED,
            "No order of ours has the consignment " + consignment + ".");
        yield false;
      }
      case Verdict.Ignore(var reason) -> {
        DeliveryStore.finish(transaction, id, DeliveryStatus.IGNORED, reason);
        yield false;
      }
      case Verdict.Unreadable(var reason) -> {
        DeliveryStore.finish(transaction, id, DeliveryStatus.FAILED, reason);
        yield false;
      }
    };
  }
}
