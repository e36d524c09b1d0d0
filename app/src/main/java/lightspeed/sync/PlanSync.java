package lightspeed.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.register.Need;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.sync.SyncPlan.Reference;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import org.jspecify.annotations.Nullable;

/// Makes the plan of `--dry-run`: everything is asked as when the order is sent, and what is found
/// stays in memory; nothing is written. Follows the very decisions of [SendPurchaseOrder] and its
/// steps.
final class PlanSync {
  private final Database database;
  private final JournalHistory history = new JournalHistory();
  private final CheckOrder checkOrder;
  private final Connection connection;
  private final Register register;
  private final JudgeReference judgeReference;
  private final FindGone findGone;
  private final FreshCatalog freshCatalog;
  private final JobQueue queue;
  private final CallBudget budget;

  PlanSync(SyncParts parts, JobQueue queue, CallBudget budget) {
    this.database = parts.database();
    this.checkOrder = parts.checkOrder();
    this.connection = parts.connection();
    this.register = parts.register();
    this.findGone = new FindGone(parts, FindGone.Noting.NOBODY);
    this.judgeReference = new JudgeReference(parts, findGone);
    this.freshCatalog = FreshCatalog.of(parts, queue);
    this.queue = queue;
    this.budget = budget;
  }

  /// What a plan says apart from what it costs.
  private record Found(
      List<PlannedCall> calls,
      @Nullable Reference reference,
      List<SyncProblem> problems,
      boolean isComplete) {}

  SyncPlan plan(OrderWithLines order) throws InterruptedException {
    PurchaseOrder header = order.order();
    PlannedReads reads = new PlannedReads();
    Found found;
    if (header.state() == OrderState.APPROVED || header.state() == OrderState.DRAFT) {
      found = find(order, reads);
    } else {
      Reference own = header.hasConsignment() ? Reference.LINKABLE : null;
      found = new Found(List.of(), own, List.of(), true);
    }
    int calls = found.calls().size() + reads.calls().size();
    return new SyncPlan(
        header.publicId(),
        found.calls(),
        reads.calls(),
        found.reference(),
        freshCatalog.age().map(Duration::toSeconds).orElse(null),
        found.problems(),
        SyncPlan.Budget.of(calls, budget.state()),
        found.isComplete());
  }

  private Found find(OrderWithLines order, PlannedReads reads) throws InterruptedException {
    reads.add(freshCatalog.planned(FreshCatalog.BEFORE_SENDING));
    FreshCatalog.Trust trust =
        freshCatalog.age().isPresent() ? FreshCatalog.Trust.FRESH : FreshCatalog.Trust.NONE;
    CatalogLookup lookup = new CatalogLookup(connection.client(), Caller.person(), trust);
    CheckOrder.Result result = checkOrder.check(order, lookup, CheckOrder.Mirror.LEAVE);
    reads.add(lookup.calls());
    return switch (result) {
      case CheckOrder.Result.Refused refused ->
          new Found(List.of(), null, refused.problems(), true);
      case CheckOrder.Result.Ready ready -> {
        String known = order.order().lightspeedConsignmentId();
        yield known == null
            ? ofNew(ready.order(), reads)
            : ofStarted(ready.order(), new ConsignmentId(known), reads);
      }
    };
  }

  /// An order that has its consignment: header and lines are read, and what is absent is added.
  private Found ofStarted(ResolvedOrder order, ConsignmentId id, PlannedReads reads)
      throws InterruptedException {
    Optional<Consignment> header = findGone.read(reads, id);
    if (header.isEmpty()) {
      String words = ConsignmentStep.deleted(order.order(), id.value(), isInDoubt(order));
      return new Found(
          List.of(), Reference.FREE, List.of(SyncProblem.ofOrder(words, List.of())), true);
    }
    List<PlannedCall> calls = new ArrayList<>();
    boolean isComplete = !isInDoubt(order);
    if (ConsignmentLines.mayChange(header.get())) {
      Optional<String> trouble =
          AnnouncedHeader.of(order, ConsignmentStep.zone(database, order)).trouble(header.get());
      if (trouble.isPresent()) {
        SyncProblem problem = SyncProblem.ofOrder(trouble.get(), List.of());
        return new Found(List.of(), Reference.LINKABLE, List.of(problem), true);
      }
      List<ConsignmentProduct> lines = lines(id, reads);
      List<AnotherSku> others = database.read(tx -> AnotherSku.among(tx, order, lines));
      if (!others.isEmpty()) {
        String words = AnotherSku.stopped(id, order.order().publicId(), others);
        SyncProblem problem = SyncProblem.ofOrder(words, List.of());
        return new Found(List.of(), Reference.LINKABLE, List.of(problem), true);
      }
      LineDifference difference = LineDifference.between(order.lines(), lines);
      addBulkCalls(difference.absent(), id.value(), calls);
      isComplete &= difference.wrong().isEmpty() && difference.strangers().isEmpty();
    }
    addSend(header.get().status(), id.value(), calls);
    return new Found(calls, Reference.LINKABLE, List.of(), isComplete);
  }

  private List<ConsignmentProduct> lines(ConsignmentId id, PlannedReads reads)
      throws InterruptedException {
    Caller caller = reads.about("/consignments/" + id + "/products", "compare the lines");
    return ConsignmentLines.read(connection.client(), caller, id);
  }

  private Found ofNew(ResolvedOrder order, PlannedReads reads) throws InterruptedException {
    List<PlannedCall> calls = new ArrayList<>();
    boolean isComplete = !isInDoubt(order);
    return switch (judge(order, reads)) {
      case JudgeReference.Result.Free _ -> {
        calls.add(create(order));
        addBulkCalls(order.lines(), "{id}", calls);
        addSend(Consignment.OPEN, "{id}", calls);
        yield new Found(calls, Reference.FREE, List.of(), isComplete);
      }
      case JudgeReference.Result.Empty(Consignment header) -> {
        addBulkCalls(order.lines(), header.id().value(), calls);
        addSend(header.status(), header.id().value(), calls);
        yield new Found(calls, Reference.LINKABLE, List.of(), isComplete);
      }
      case JudgeReference.Result.Equal(Consignment header) -> {
        addSend(header.status(), header.id().value(), calls);
        yield new Found(calls, Reference.LINKABLE, List.of(), isComplete);
      }
      case JudgeReference.Result.Taken taken -> {
        String words = taken.sentence(order.order().publicId());
        yield new Found(
            calls, Reference.TAKEN, List.of(SyncProblem.ofOrder(words, List.of())), true);
      }
    };
  }

  private JudgeReference.Result judge(ResolvedOrder order, PlannedReads reads)
      throws InterruptedException {
    PurchaseOrder header = order.order();
    List<RegisteredConsignment> known =
        isFirstAttempt(header) && register.isFresh(Need.recent())
            ? judgeReference.known(header)
            : register.peek(
                reads.about(Asking.LIST, "which order numbers are taken"), header.publicId());
    return judgeReference.check(
        reads, known, order, ConsignmentStep.draft(order, ConsignmentStep.zone(database, order)));
  }

  /// The first attempt goes by a walk that ended lately, every later one by one that begins then.
  private boolean isFirstAttempt(PurchaseOrder order) {
    return database.read(tx -> !history.hasAnnouncedCreate(tx, order.id()))
        && queue
            .findUnfinished(new SyncJob(order.id()).uniqueKey())
            .filter(job -> job.attempts() > 0)
            .isEmpty();
  }

  private boolean isInDoubt(ResolvedOrder order) {
    return database.read(tx -> history.isInDoubt(tx, order.order().id()));
  }

  private static PlannedCall create(ResolvedOrder order) {
    return new PlannedCall(
        "POST",
        "/consignments",
        "SUPPLIER order "
            + order.order().publicId()
            + ", status OPEN, supplier "
            + order.supplierId()
            + ", outlet "
            + order.outletId());
  }

  private static void addBulkCalls(List<ExpectedLine> lines, String id, List<PlannedCall> calls) {
    for (int from = 0; from < lines.size(); from += AddLines.CHUNK) {
      int size = Math.min(AddLines.CHUNK, lines.size() - from);
      calls.add(
          new PlannedCall(
              "POST",
              "/consignments/" + id + "/bulk",
              size + (size == 1 ? " line" : " lines") + " with product_id, count, cost"));
    }
  }

  private static void addSend(String status, String id, List<PlannedCall> calls) {
    if (status.equals(Consignment.OPEN)) {
      calls.add(new PlannedCall("PUT", "/consignments/" + id, "status SENT"));
    }
  }
}
