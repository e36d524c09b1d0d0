package lightspeed.changes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.drift.ReadOrder;
import lightspeed.drift.RemoteOrder;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.Connection;
import lightspeed.sync.OrderNotes;
import lightspeed.sync.ReadFailures;
import lightspeed.sync.UnexpectedAnswer;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesException;

/// Handles `consignments.compare`: once a day every order that Lightspeed is working with is read
/// and compared in full, so that also what no poll shows is found: lines that changed without their
/// header, a consignment that was deleted.
///
/// Gives way: as soon as half of the call budget is used, it waits and goes on later where it was.
/// Each order is its own transaction; after a crash the orders that were compared are not read
/// again.
public final class CompareOrders implements JobHandler {
  public static final JobType TYPE = new JobType("consignments.compare");

  /// Between two rounds.
  public static final Duration INTERVAL = Duration.ofDays(1);

  /// An order that was read within this, for whatever reason, is not read again.
  private static final Duration FRESH = Duration.ofHours(20);

  private static final Duration GIVES_WAY_FOR = Duration.ofMinutes(1);
  private static final int BATCH = 50;

  private final Database database;
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final CallBudget budget;
  private final ReadOrder readOrder;
  private final ApplyRemote applyRemote;
  private final ReadFailures failures;
  private final InstantSource clock;

  public CompareOrders(ChangesParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.budget = parts.budget();
    this.readOrder = parts.readOrder();
    this.applyRemote = new ApplyRemote(parts);
    this.failures = new ReadFailures(connection);
    this.clock = parts.clock();
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
    return failures.sorted(() -> compareAll(job));
  }

  private JobOutcome compareAll(RunningJob job) throws InterruptedException {
    Instant since = clock.instant().minus(FRESH);
    while (true) {
      List<PurchaseOrder> batch =
          database.read(handle -> orders.notCheckedSince(handle, since, BATCH));
      if (batch.isEmpty()) {
        return new JobOutcome.Completed();
      }
      for (PurchaseOrder order : batch) {
        if (job.isCancelRequested()) {
          return new JobOutcome.Cancelled();
        }
        if (isBudgetUsed()) {
          return new JobOutcome.Postponed(GIVES_WAY_FOR, "Gives way to more urgent calls.");
        }
        compare(job, order);
      }
    }
  }

  private boolean isBudgetUsed() {
    CallBudget.State state = budget.state();
    Integer limit = state.limit();
    Integer remaining = state.remaining();
    return limit != null && remaining != null && remaining * 2 < limit;
  }

  /// One that cannot be read is noted, and read again in the next round.
  private void compare(RunningJob job, PurchaseOrder order) throws InterruptedException {
    Caller caller =
        new Caller(job.id().value(), order.id().value(), CallBudget.Urgency.BACKGROUND, () -> {});
    try {
      Optional<RemoteOrder> remote = readOrder.read(caller, order);
      database.useTransaction(
          tx -> {
            job.requireClaim(tx);
            applyRemote.apply(tx, String.valueOf(order.lightspeedConsignmentId()), remote);
          });
    } catch (UnexpectedAnswer failure) {
      noteUnreadable(job, order, failure);
    } catch (XSeriesException failure) {
      if (!isOfThisOrder(failure)) {
        throw failure;
      }
      noteUnreadable(job, order, failure);
    }
  }

  /// Whether Lightspeed is there and only this order cannot be read.
  private boolean isOfThisOrder(XSeriesException failure) throws InterruptedException {
    return switch (failure) {
      case XSeriesException.Rejected _ -> true;
      case XSeriesException.RateLimited _ -> false;
      case XSeriesException.Unauthorized _,
          XSeriesException.Unavailable _,
          XSeriesException.Unreadable _ ->
          !connection.isDown();
    };
  }

  private void noteUnreadable(RunningJob job, PurchaseOrder order, RuntimeException failure) {
    database.useTransaction(
        tx -> {
          job.requireClaim(tx);
          OrderNotes.cannotBeRead(tx, order, String.valueOf(failure.getMessage()));
          orders.markChecked(tx, order.id(), clock.instant());
        });
  }
}
