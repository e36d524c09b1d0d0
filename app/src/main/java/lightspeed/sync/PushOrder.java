package lightspeed.sync;

import java.math.BigDecimal;
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
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import org.jdbi.v3.core.Handle;

/// Handles `push_po`: makes the consignment what the order says, because a person chose so. Only
/// while it is OPEN or SENT.
///
/// 1. Wait until earlier requests of unknown outcome have settled, then read header and lines.
/// 2. Write the header whole when it differs; take away lines that the order does not have; set
///    those that differ; add those that are missing.
/// 3. Read again: anything that still differs is tried again as a whole, and ends in front of a
///    person.
///
/// A crash anywhere leaves a journal row in progress; the next run begins at 1 and does what is
/// left.
public final class PushOrder implements JobHandler {
  public static final JobType TYPE = new JobType("push_po");

  private final SyncParts parts;
  private final Database database;
  private final SyncJournal journal;
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final RemoteWrites writes;
  private final Settling settling;
  private final AssignLine assignLine;
  private final SyncFailures failures;
  private final JobQueue queue;

  public PushOrder(SyncParts parts, JobQueue queue) {
    this.parts = parts;
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.assignLine = new AssignLine(parts);
    this.failures = new SyncFailures(parts);
    this.queue = queue;
  }

  public static NewJob newJob(PurchaseOrderId order, String actor) {
    return OrderJob.newJob(TYPE, order, actor);
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
  public JobOutcome run(RunningJob job) throws InterruptedException {
    Run run = parts.run(job, OrderJob.parse(job.payload()).order());
    return failures.sorted(run, () -> push(run));
  }

  private JobOutcome push(Run run) throws InterruptedException {
    settling.require(writes.begin(run), "an earlier change");
    OrderWithLines order = database.read(tx -> orders.withLines(tx, run.order()));
    ConsignmentId id = new ConsignmentId(String.valueOf(order.order().lightspeedConsignmentId()));
    List<ExpectedLine> expected = ExpectedLines.of(order.lines());
    pushHeader(run, order.order(), changeable(run, id));
    pushLines(run, id, LineDifference.between(expected, lines(run, id)));
    if (!LineDifference.between(expected, lines(run, id)).isNone()) {
      throw new UnexpectedAnswer(
          "Consignment " + id + " still differs from the order; someone else is changing it.");
    }
    database.useTransaction(
        tx -> {
          run.job().complete(tx);
          journal
              .takeUnknown(tx, run.order())
              .forEach(entry -> journal.completeAfterDoubt(tx, entry.id()));
          RefreshJob.enqueue(tx, queue, id);
        });
    queue.signal();
    return new JobOutcome.Recorded();
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

  private void pushHeader(Run run, PurchaseOrder order, Consignment header)
      throws InterruptedException {
    String outlet = Objects.requireNonNullElse(order.outletId(), header.outletId());
    ZoneId zone = database.read(tx -> OutletZones.of(tx, outlet));
    ConsignmentDraft wanted =
        new ConsignmentDraft(
            header.type(),
            header.status(),
            outlet,
            header.name(),
            order.publicId(),
            Objects.requireNonNullElse(order.supplierId(), header.supplierId()),
            header.supplierInvoice(),
            header.sourceOutletId(),
            DueDates.momentOf(order.dueAt(), header.dueAt(), zone));
    if (wanted.equals(header.asDraft())) {
      return;
    }
    writes.perform(
        run,
        Operation.UPDATE_CONSIGNMENT,
        Intent.onHeader(header.id().value()),
        caller ->
            UnexpectedAnswer.requireSame(
                header.id(), connection.client().updateConsignment(caller, header.id(), wanted)),
        (tx, answer) -> {});
  }

  private void pushLines(Run run, ConsignmentId id, LineDifference difference)
      throws InterruptedException {
    for (ConsignmentProduct stranger : difference.strangers()) {
      remove(run, id, stranger);
    }
    for (WrongLine wrong : difference.wrong()) {
      assignLine.to(run, id, wrong.expected());
    }
    List<ExpectedLine> absent = difference.absent();
    for (int from = 0; from < absent.size(); from += LinesStep.CHUNK) {
      add(run, id, absent.subList(from, Math.min(absent.size(), from + LinesStep.CHUNK)));
    }
  }

  private void remove(Run run, ConsignmentId id, ConsignmentProduct stranger)
      throws InterruptedException {
    SentLine line = new SentLine(stranger.productId().value(), BigDecimal.ZERO, BigDecimal.ZERO);
    writes.perform(
        run,
        Operation.REMOVE_PRODUCT,
        Intent.onLines(id.value(), List.of(line)),
        caller -> {
          connection.client().removeProduct(caller, id, stranger.productId());
          return stranger;
        },
        (tx, answer) -> {});
  }

  private void add(Run run, ConsignmentId id, List<ExpectedLine> chunk)
      throws InterruptedException {
    writes.perform(
        run,
        Operation.ADD_PRODUCTS,
        Intent.onLines(id.value(), chunk.stream().map(SentLine::of).toList()),
        caller ->
            connection
                .client()
                .addProducts(caller, id, chunk.stream().map(ExpectedLine::onTheWire).toList()),
        (tx, answer) -> {});
  }

  private List<ConsignmentProduct> lines(Run run, ConsignmentId id) throws InterruptedException {
    return ConsignmentLines.read(connection.client(), run.caller(), id);
  }

  @Override
  public void changed(Handle tx, String payload, JobChange change) {
    if (change instanceof JobChange.Failed(String reason)) {
      journal.noteFailure(
          tx, OrderJob.parse(payload).order(), null, Operation.UPDATE_CONSIGNMENT, reason);
    }
  }
}
