package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.job.JobChange;
import lightspeed.job.JobHandler;
import lightspeed.job.JobId;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.retailer.Pauses;
import lightspeed.xseries.Consignment;
import org.jdbi.v3.core.Handle;

/// Handles `sync_po`: takes one approved order into Lightspeed exactly once, however often it is
/// started and wherever it is stopped.
///
/// 0. [CheckOrder]: find everything in the catalogue. A crash leaves nothing.
/// 1. [ConsignmentStep]: one consignment. A crash after the create leaves a journal row in progress
/// and perhaps a consignment: the next run waits until it has settled, walks the list and judges
/// what has our reference.
/// 2. [LinesStep]: its lines. A crash leaves a row in progress and perhaps some lines: the next run
///    reads them and repairs.
/// 3. The same step reads the lines once more when any outcome of this order was ever unknown.
/// 4. [SendStep]: status SENT. A crash leaves a row in progress: the next run reads the header and
/// sees SENT, or sends again, which assigns the same.
/// 5. The same step ends it here, together with the job, in the transaction that ends the journal
/// row.
///
/// Every remote write goes through [RemoteWrites].
public final class SendPurchaseOrder implements JobHandler {
  /// An attempt that stands still again and again begins anew.
  private static final int MOST_CHECKS = 3;

  private final SyncParts parts;
  private final Database database;
  private final PurchaseOrderStore orders;
  private final SyncJournal journal = new SyncJournal();
  private final JournalHistory history = new JournalHistory();
  private final FreshCatalog freshCatalog;
  private final CheckOrder checkOrder;
  private final ConsignmentStep consignmentStep;
  private final LinesStep linesStep;
  private final SendStep sendStep;
  private final Connection connection;
  private final OrderFailures failures;
  private final SyncListener listener;

  public SendPurchaseOrder(SyncParts parts, JobQueue queue) {
    this.parts = parts;
    this.database = parts.database();
    this.orders = parts.orders();
    this.freshCatalog = FreshCatalog.of(parts, queue);
    this.checkOrder = parts.checkOrder();
    this.consignmentStep = new ConsignmentStep(parts);
    this.linesStep = new LinesStep(parts);
    this.sendStep = new SendStep(parts, queue);
    this.connection = parts.connection();
    this.failures = new OrderFailures(parts);
    this.listener = parts.listener();
  }

  @Override
  public JobType type() {
    return SyncJob.TYPE;
  }

  @Override
  public Optional<String> pausedBecause() {
    return connection.sendingPausedBecause();
  }

  @Override
  public Optional<JobId> exemptFromPause() {
    return connection.exemptFromPause();
  }

  @Override
  public void broughtForward(JobId job) {
    connection.line().retriedByPerson(job);
  }

  @Override
  public JobOutcome run(RunningJob job) throws InterruptedException {
    Run run;
    try {
      run = parts.run(job, SyncJob.parse(job.payload()).order());
    } catch (IllegalArgumentException unreadable) {
      return new JobOutcome.Failed(String.valueOf(unreadable.getMessage()));
    }
    try (PlannedWrites _ = run.writes()) {
      return failures.sorted(run, () -> synchronise(run));
    }
  }

  private JobOutcome synchronise(Run run) throws InterruptedException {
    Start start = start(run);
    OrderWithLines order = start.order();
    if (!start.isToBeSent()) {
      return nothingToSend(order.order());
    }
    for (int check = 1; ; check++) {
      try {
        // The earlier check may have linked a consignment.
        return checkAndSend(
            run,
            check == 1 ? order : database.read(handle -> orders.withLines(handle, run.order())));
      } catch (CheckedTooLongAgo tooLongAgo) {
        if (check == MOST_CHECKS) {
          throw new WaitFor(Duration.ofSeconds(1), String.valueOf(tooLongAgo.getMessage()));
        }
      }
    }
  }

  private JobOutcome checkAndSend(Run run, OrderWithLines order) throws InterruptedException {
    FreshCatalog.Trust trust = freshCatalog.ensure(run.caller(), FreshCatalog.BEFORE_SENDING);
    if (trust == FreshCatalog.Trust.FRESH) {
      run.continuity().checked();
    }
    CatalogLookup lookup = new CatalogLookup(connection.client(), run.caller(), trust);
    return switch (checkOrder.check(order, lookup, CheckOrder.Mirror.UPDATE)) {
      case CheckOrder.Result.Refused refused -> refuse(run, refused.problems());
      case CheckOrder.Result.Ready ready -> {
        int lines = ready.order().lines().size();
        String found = lines + (lines == 1 ? " line" : " lines") + " found in the catalog";
        listener.ended(run.order(), Operation.CHECK_ORDER, found);
        send(run, ready.order());
        yield new JobOutcome.Recorded();
      }
    };
  }

  /// @param isToBeSent false: others have sent, cancelled or reopened it since it was queued
  private record Start(OrderWithLines order, boolean isToBeSent) {}

  private Start start(Run run) {
    return database.inTransaction(
        tx -> {
          RemoteWrites.begin(tx, run);
          if (!history.wasAnnounced(tx, run.order())) {
            run.continuity().isFirst();
          }
          // Also keeps the row locked, so that what is read next stays true until the commit.
          boolean isToBeSent = orders.markSyncing(tx, run.order());
          return new Start(orders.withLines(tx, run.order()), isToBeSent);
        });
  }

  private static JobOutcome nothingToSend(PurchaseOrder order) {
    return switch (order.state()) {
      case APPROVED, SENT, DISPATCHED, RECEIVED -> new JobOutcome.Completed();
      case CANCELLED -> new JobOutcome.Cancelled();
      case DRAFT ->
          new JobOutcome.Failed(
              "Order " + order.publicId() + " is " + order.state() + "; approve it first.");
    };
  }

  private void send(Run run, ResolvedOrder resolved) throws InterruptedException {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          orders.saveResolution(
              tx,
              run.order(),
              resolved.supplierId(),
              resolved.outletId(),
              resolved.productOfLine());
        });
    run.writes().plan(1 + AddLines.calls(resolved.lines().size()) + 1);
    ConsignmentStep.Ensured ensured = consignmentStep.ensure(run, resolved);
    Consignment consignment = ensured.header();
    // Also when somebody sent it in Lightspeed before all its lines were there.
    if (!ensured.areLinesEqual() && ConsignmentLines.mayChange(consignment)) {
      linesStep.ensure(run, resolved, consignment);
    }
    sendStep.ensure(run, consignment);
  }

  private JobOutcome refuse(Run run, List<SyncProblem> problems) {
    String words = problems.stream().map(SyncProblem::sentence).collect(Collectors.joining("\n"));
    listener.ended(run.order(), Operation.CHECK_ORDER, words);
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          journal.noteFailure(
              tx, run.order(), run.job().id().value(), Operation.CHECK_ORDER, words);
        });
    return new JobOutcome.Failed(words);
  }

  @Override
  public void changed(Handle tx, String payload, JobChange change) {
    PurchaseOrderId id;
    try {
      id = SyncJob.parse(payload).order();
    } catch (IllegalArgumentException unreadable) {
      return; // There is no order to show it on; the job itself says what is wrong.
    }
    // Each changes nothing when it was cancelled, deleted or sent: that is what its state tells.
    switch (change) {
      case JobChange.WillRetry retry ->
          orders.recordError(tx, id, SyncStatus.QUEUED, retry.reason());
      case JobChange.Postponed wait -> orders.recordError(tx, id, SyncStatus.QUEUED, wait.reason());
      case JobChange.Failed failed -> {
        if (orders.recordError(tx, id, SyncStatus.FAILED, failed.reason())) {
          journal.noteFailure(tx, id, null, Operation.SYNC_ORDER, failed.reason());
        }
      }
      case JobChange.Lost lost -> orders.markQueued(tx, id);
      case JobChange.Requeued requeued -> {
        new Pauses().forget(tx, new SyncJob(id).uniqueKey());
        orders.markQueued(tx, id);
      }
      case JobChange.Cancelled cancelled -> orders.notSynced(tx, id);
    }
  }
}
