package lightspeed.sync;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lightspeed.catalog.OutletZones;
import lightspeed.db.Database;
import lightspeed.job.JobChange;
import lightspeed.job.JobHandler;
import lightspeed.job.JobId;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.RunningJob;
import lightspeed.purchaseorder.DueDates;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ReadBack.Reading;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Handles `push_po`: makes the consignment what the order says, because a person chose so. Only
/// while it is OPEN or SENT.
///
/// 1. Wait until earlier requests of unknown outcome have settled, then read header and lines,
///    which ends the doubts. Something else there than the person was shown: the decision lapses.
/// 2. Write the header whole when it differs; take away lines that the order does not have; set
///    those that differ; add those that are missing.
/// 3. Read again: anything that still differs is tried again as a whole, and ends in front of a
///    person.
/// 4. Later looks at what lost requests may still do are promised in the last transaction.
///
/// A crash anywhere leaves a journal row in progress; the next run begins at 1 and does what is
/// left.
public final class PushOrder implements JobHandler {
  public static final JobType TYPE = new JobType("push_po");

  private final SyncParts parts;
  private final Database database;
  private final SyncJournal journal;
  private final JournalHistory history = new JournalHistory();
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final RemoteWrites writes;
  private final Settling settling;
  private final AddLines addLines;
  private final AssignLine assignLine;
  private final RemoveLine removeLine;
  private final ReadBack readBack;
  private final OrderFailures failures;
  private final JobQueue queue;

  public PushOrder(SyncParts parts, JobQueue queue) {
    this.parts = parts;
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.addLines = new AddLines(parts);
    this.assignLine = new AssignLine(parts);
    this.removeLine = new RemoveLine(parts);
    this.readBack = new ReadBack(parts);
    this.failures = new OrderFailures(parts);
    this.queue = queue;
  }

  /// The job that pushes the order.
  ///
  /// @param shown what the person saw who chose it
  public static NewJob newJob(PurchaseOrderId order, String actor, Shown shown) {
    return OrderJob.toPush(order, actor, shown);
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
    return failures.sorted(run, () -> push(run, payload.shown()));
  }

  private JobOutcome push(Run run, @Nullable Shown shown) throws InterruptedException {
    settling.require(writes.begin(run), "an earlier change");
    OrderWithLines order = database.read(tx -> orders.withLines(tx, run.order()));
    ConsignmentId id = new ConsignmentId(String.valueOf(order.order().lightspeedConsignmentId()));
    List<ExpectedLine> expected = ExpectedLines.of(order.lines());
    Consignment header = changeable(run, id);
    Reading reading = readBack.of(run, id);
    requireMoment(run, order.order(), shown, header, reading, expected);
    boolean wasHeaderEqual = !pushHeader(run, order.order(), header);
    pushLines(run, id, LineDifference.between(expected, reading.lines()));
    readBack.settleLate(run, reading);
    if (!LineDifference.between(expected, readBack.of(run, id).lines()).isNone()) {
      throw new UnexpectedAnswer(
          "Consignment " + id + " still differs from the order; someone else is changing it.");
    }
    database.useTransaction(
        tx -> {
          run.job().complete(tx);
          journal.takeUnknown(tx, run.order()).forEach(entry -> end(tx, entry, wasHeaderEqual));
          CheckSentOrder.promise(tx, queue, history, run, settling);
          RefreshJob.enqueue(tx, queue, id);
        });
    queue.signal();
    return new JobOutcome.Recorded();
  }

  /// Writes to lines were judged when these were read.
  private void end(Handle tx, JournalEntry entry, boolean wasHeaderEqual) {
    if (entry.operation() == Operation.UPDATE_CONSIGNMENT && wasHeaderEqual) {
      journal.completeAfterDoubt(tx, entry.id());
    } else {
      journal.fail(tx, entry.id(), "Read back after the settle time: not carried out.");
    }
  }

  /// The first attempt needs what the person was shown; a later one what stood there then and what
  /// the attempts before made of it.
  private void requireMoment(
      Run run,
      PurchaseOrder order,
      @Nullable Shown shown,
      Consignment header,
      Reading reading,
      List<ExpectedLine> expected) {
    long job = run.job().id().value();
    boolean hasBegun = database.read(tx -> history.hasAccepted(tx, run.order(), job));
    boolean isAsShown =
        hasBegun
            ? LineDifference.between(expected, reading.lines()).unexplained(reading).isEmpty()
            : Shown.of(header, reading.lines()).equals(shown);
    if (!isAsShown) {
      throw new SyncRefused(
          "Consignment "
              + header.id()
              + " was changed in Lightspeed after you chose to push order "
              + order.publicId()
              + ", so the push was given up"
              + (hasBegun ? "; a part of it was carried out" : " and nothing was written")
              + ". Look at the difference (sync:diff "
              + order.publicId()
              + ") and decide again.");
    }
    if (!hasBegun) {
      database.useTransaction(
          tx -> {
            run.job().requireClaim(tx);
            AcceptLines.note(tx, run.order(), job, header.id(), reading.lines());
          });
    }
  }

  private Consignment changeable(Run run, ConsignmentId id) throws InterruptedException {
    Consignment header =
        UnexpectedAnswer.requireSame(id, connection.client().consignment(run.caller(), id));
    if (!ConsignmentLines.mayChange(header)) {
      throw new SyncRefused(
          "Consignment "
              + id
              + " is "
              + header.status()
              + " in Lightspeed, which takes changes only while it is OPEN or SENT.");
    }
    return header;
  }

  /// @return whether it differed
  private boolean pushHeader(Run run, PurchaseOrder order, Consignment header)
      throws InterruptedException {
    String outlet = Objects.requireNonNullElse(order.outletId(), header.outletId());
    ZoneId zone = database.read(tx -> OutletZones.of(tx, outlet));
    ConsignmentDraft wanted =
        header
            .asDraft()
            .withParties(
                outlet, order.supplierId() == null ? header.supplierId() : order.supplierId())
            .withReference(order.publicId())
            .withDueAt(DueDates.momentOf(order.dueAt(), header.dueAt(), zone));
    if (wanted.equals(header.asDraft())) {
      return false;
    }
    writes.perform(
        run,
        Operation.UPDATE_CONSIGNMENT,
        Intent.onHeader(header.id().value()),
        caller ->
            UnexpectedAnswer.requireSame(
                header.id(), connection.client().updateConsignment(caller, header.id(), wanted)),
        (tx, answer) -> {});
    return true;
  }

  private void pushLines(Run run, ConsignmentId id, LineDifference difference)
      throws InterruptedException {
    for (ConsignmentProduct stranger : difference.strangers()) {
      removeLine.from(run, id, stranger);
    }
    for (WrongLine wrong : difference.wrong()) {
      assignLine.to(run, id, wrong.expected());
    }
    addLines.to(run, id, difference.absent());
  }

  @Override
  public void changed(Handle tx, String payload, JobChange change) {
    if (change instanceof JobChange.Failed(String reason)) {
      PurchaseOrderId order = OrderJob.parse(payload).order();
      journal.noteFailure(tx, order, null, Operation.UPDATE_CONSIGNMENT, reason);
      CheckSentOrder.promiseIfInDoubt(tx, queue, order);
    }
  }
}
