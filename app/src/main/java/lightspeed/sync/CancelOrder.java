package lightspeed.sync;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.JobChange;
import lightspeed.job.JobHandler;
import lightspeed.job.JobId;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Register;
import lightspeed.sync.JournalHistory.History;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Handles `cancel_po`: cancels the consignment of an order, and with it the order.
///
/// 1. Wait until earlier requests of unknown outcome have settled. Find the consignment: its id is
///    known, or a create of unknown outcome made one with our reference, which is still as it was
///    made. None, or gone for sure: only the order here is cancelled. Others that have the number
///    are shown and left alone, because they may be somebody else's.
/// 2. Read the header. CANCELLED: done. RECEIVED: refused, the goods are in the shop.
/// 3. Write the header whole with status CANCELLED. Unknown outcome: the next run reads the header
///    and sees CANCELLED, or writes again, which assigns the same.
/// 4. In the transaction that ends the journal row, the order is CANCELLED, the job done, and later
///    looks at what lost requests may still do are promised.
///
/// A crash leaves a journal row in progress; the next run begins at 1.
public final class CancelOrder implements JobHandler {
  public static final JobType TYPE = new JobType("cancel_po");

  private final SyncParts parts;
  private final Database database;
  private final SyncJournal journal;
  private final JournalHistory history = new JournalHistory();
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final RemoteWrites writes;
  private final Settling settling;
  private final FindGone findGone;
  private final OrderFailures failures;
  private final Register register;
  private final JobQueue queue;
  private final InstantSource clock;

  public CancelOrder(SyncParts parts, JobQueue queue) {
    this.parts = parts;
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.findGone = new FindGone(parts);
    this.failures = new OrderFailures(parts);
    this.register = parts.register();
    this.queue = queue;
    this.clock = parts.clock();
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public boolean isDecision() {
    return true;
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
    OrderJob payload = OrderJob.parse(job.payload());
    Run run = parts.run(job, payload.order());
    return failures.sorted(run, () -> cancel(run, payload));
  }

  private JobOutcome cancel(Run run, OrderJob payload) throws InterruptedException {
    String actor = payload.actor();
    List<JournalEntry> unknown = writes.begin(run);
    PurchaseOrder order = database.read(tx -> orders.withLines(tx, run.order())).order();
    if (order.state() == OrderState.CANCELLED && !order.hasConsignment()) {
      return new JobOutcome.Completed();
    }
    settling.require(unknown, "an earlier change");
    Optional<Consignment> consignment = find(run, order);
    if (consignment.isEmpty()) {
      database.useTransaction(tx -> finish(tx, run, actor, null));
      return new JobOutcome.Recorded();
    }
    Consignment header = consignment.get();
    if (payload.closesOnly()) {
      requireNeverSent(order, header);
    }
    switch (header.status()) {
      case Consignment.CANCELLED -> database.useTransaction(tx -> finish(tx, run, actor, header));
      case Consignment.RECEIVED -> {
        showReceived(run, header);
        throw new SyncRefused(
            "Order "
                + order.publicId()
                + " was received in Lightspeed, so it cannot be cancelled any more.");
      }
      default -> write(run, actor, header);
    }
    return new JobOutcome.Recorded();
  }

  /// Goods that staff ordered are not called back because of a mistake in the order here.
  private static void requireNeverSent(PurchaseOrder order, Consignment header) {
    if (!header.status().equals(Consignment.OPEN)
        && !header.status().equals(Consignment.CANCELLED)) {
      throw new SyncRefused(
          "Order "
              + order.publicId()
              + " cannot become a draft: its consignment is "
              + header.status()
              + " in Lightspeed, where someone sent it. Take that over: lightspeed-cli sync:retry "
              + order.publicId()
              + ", then sync:diff.");
    }
  }

  /// The refusal and what is shown must agree; the received quantities follow with the refresh.
  private void showReceived(Run run, Consignment header) {
    Long version = header.version();
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          orders.applyRemote(
              tx,
              run.order(),
              OrderState.RECEIVED,
              header.status(),
              version == null ? 0 : version,
              clock.instant());
          RefreshJob.enqueue(tx, queue, header.id());
        });
  }

  private Optional<Consignment> find(Run run, PurchaseOrder order) throws InterruptedException {
    String known = order.lightspeedConsignmentId();
    if (known != null) {
      return findGone.read(run.caller(), new ConsignmentId(known));
    }
    List<Intent> creates =
        database.read(
            tx ->
                history.intents(
                    tx, run.order(), Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN));
    String outlet = order.outletId();
    if (creates.isEmpty() || outlet == null) {
      return Optional.empty();
    }
    return new OurConsignments(parts, order, outlet)
        .firstUntouchedAfter(run.caller(), Intent.earliestVersion(creates));
  }

  private void write(Run run, String actor, Consignment header) throws InterruptedException {
    writes.perform(
        run,
        Operation.CANCEL_CONSIGNMENT,
        Intent.onHeader(header.id().value()),
        caller -> requireCancelled(header.id(), put(caller, header)),
        (tx, cancelled) -> finish(tx, run, actor, cancelled));
  }

  private Consignment put(Caller caller, Consignment header) throws InterruptedException {
    return connection
        .client()
        .updateConsignment(caller, header.id(), header.asDraft().withStatus(Consignment.CANCELLED));
  }

  private static Consignment requireCancelled(ConsignmentId id, Consignment answer) {
    UnexpectedAnswer.requireSame(id, answer);
    if (!answer.status().equals(Consignment.CANCELLED)) {
      throw new UnexpectedAnswer(
          "Lightspeed answered with status " + answer.status() + " where CANCELLED was expected.");
    }
    return answer;
  }

  private void finish(Handle tx, Run run, String actor, @Nullable Consignment consignment) {
    run.job().complete(tx);
    queue.giveUp(tx, new SyncJob(run.order()).uniqueKey());
    for (JournalEntry entry : journal.takeUnknown(tx, run.order())) {
      if (consignment != null && entry.operation() == Operation.CANCEL_CONSIGNMENT) {
        journal.completeAfterDoubt(tx, entry.id());
      } else {
        journal.fail(tx, entry.id(), "The order was cancelled before its outcome was known.");
      }
    }
    CheckSentOrder.promise(tx, queue, history, run, settling);
    if (consignment == null) {
      orders.markCancelled(tx, run.order(), actor, null, 0);
      register.compareAgain(tx, orders.find(tx, run.order()).orElseThrow().publicId(), null);
      return;
    }
    Long answered = consignment.version();
    long version = answered == null ? 0 : answered;
    String id = consignment.id().value();
    orders.saveConsignment(tx, run.order(), id, consignment.status(), version);
    orders.markCancelled(tx, run.order(), actor, consignment.status(), version);
  }

  @Override
  public void changed(Handle tx, String payload, JobChange change) {
    if (change instanceof JobChange.Failed(String reason)) {
      journal.noteFailure(
          tx, OrderJob.parse(payload).order(), null, Operation.CANCEL_CONSIGNMENT, reason);
    }
  }
}
