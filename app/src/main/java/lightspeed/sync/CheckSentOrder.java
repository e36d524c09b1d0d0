package lightspeed.sync;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.sync.SyncJournal.History;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.ProductId;

/// Handles `check_sent_po`: no waiting time is long enough for every network, so an order with an
/// unknown outcome in its history is looked at again after it was sent: one settle time later, then
/// after four and after sixteen more.
///
/// 1. A second live consignment with our reference, made since the first create: while it is OPEN
/// and carries nothing but what we sent, it is deleted; otherwise it is reported as drift.
/// 2. Lines that differ: a difference that one of our own unanswered requests explains is repaired
/// by assignment; any other is reported as drift.
///
/// A crash anywhere leaves a journal row in progress; the next run compares again and does what is
/// left.
public final class CheckSentOrder implements JobHandler {
  public static final JobType TYPE = new JobType("check_sent_po");

  private static final int ROUNDS = 3;
  private static final int DELAY_FACTOR = 4;

  private final Database database;
  private final SyncJournal journal;
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final RemoteWrites writes;
  private final Settling settling;
  private final AssignLine assignLine;
  private final SyncFailures failures;
  private final JobQueue queue;

  public CheckSentOrder(SyncParts parts, JobQueue queue) {
    this.queue = queue;
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.connection = parts.connection();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.assignLine = new AssignLine(parts);
    this.failures = new SyncFailures(parts);
  }

  /// The payload, version 1.
  ///
  /// @param round which look this is, from 1
  record Payload(int version, String purchaseOrderId, int round) {
    static Payload first(PurchaseOrderId order) {
      return new Payload(1, order.value(), 1);
    }

    /// The job that looks, when its time has come.
    NewJob newJob(Duration settleTime) {
      String key = TYPE.name() + ":" + purchaseOrderId + ":" + round;
      long factor = Math.powExact((long) DELAY_FACTOR, round - 1);
      return NewJob.of(TYPE, Json.mapper().writeValueAsString(this), key)
          .withPriority(Priority.LOW)
          .after(settleTime.multipliedBy(factor));
    }

    Optional<Payload> next() {
      return round < ROUNDS
          ? Optional.of(new Payload(version, purchaseOrderId, round + 1))
          : Optional.empty();
    }
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
    Payload payload = Json.mapper().readValue(job.payload(), Payload.class);
    Run run = new Run(job, new PurchaseOrderId(payload.purchaseOrderId()));
    return failures.sorted(() -> check(run, payload));
  }

  private JobOutcome check(Run run, Payload payload) throws InterruptedException {
    List<JournalEntry> unknown = writes.takeUnknown(run);
    settling.require(unknown, "an earlier repair");
    OrderWithLines order = database.read(tx -> orders.withLines(tx, run.order()));
    String id = order.order().lightspeedConsignmentId();
    if (id == null) {
      return new JobOutcome.Completed();
    }
    removeDuplicates(run, order.order(), new ConsignmentId(id));
    repairLines(run, order, new ConsignmentId(id));
    database.useTransaction(
        tx -> {
          unknown.forEach(entry -> journal.completeAfterDoubt(tx, entry.id()));
          payload.next().ifPresent(next -> queue.enqueue(tx, next.newJob(settling.time())));
          run.job().complete(tx);
        });
    return new JobOutcome.Recorded();
  }

  private void removeDuplicates(Run run, PurchaseOrder order, ConsignmentId own)
      throws InterruptedException {
    List<Intent> creates =
        database.read(
            tx ->
                journal.intents(
                    tx, run.order(), Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN));
    String outlet = order.outletId();
    if (creates.isEmpty() || outlet == null) {
      return;
    }
    long after = Intent.earliestVersion(creates);
    OurConsignments ours = new OurConsignments(connection.client(), outlet, order.publicId());
    for (Consignment found : ours.allAfter(run.caller(), after)) {
      if (!found.id().equals(own)) {
        removeDuplicate(run, found);
      }
    }
  }

  private void removeDuplicate(Run run, Consignment duplicate) throws InterruptedException {
    List<ConsignmentProduct> lines =
        ConsignmentLines.read(connection.client(), run.caller(), duplicate.id());
    Set<String> tried =
        database.read(tx -> journal.triedProducts(tx, run.order(), duplicate.id().value()));
    boolean isOurs = lines.stream().allMatch(line -> tried.contains(line.productId().value()));
    if (!duplicate.status().equals("OPEN") || !isOurs) {
      reportDrift(
          run,
          "A second consignment, "
              + duplicate.id()
              + " ("
              + duplicate.status()
              + ", "
              + lines.size()
              + " lines), has the reference of this order. Look at both in Lightspeed and cancel"
              + " the wrong one.");
      return;
    }
    writes.perform(
        run,
        Operation.DELETE_DUPLICATE,
        Intent.onHeader(duplicate.id().value()),
        caller -> {
          connection.client().deleteConsignment(caller, duplicate.id());
          return duplicate;
        },
        (tx, answer) -> {});
  }

  private void repairLines(Run run, OrderWithLines order, ConsignmentId own)
      throws InterruptedException {
    Consignment header =
        UnexpectedAnswer.requireSame(own, connection.client().consignment(run.caller(), own));
    List<ConsignmentProduct> actual = ConsignmentLines.read(connection.client(), run.caller(), own);
    LineDifference difference = LineDifference.between(expected(order), actual);
    Map<String, BigDecimal> unanswered = unansweredCounts(run, own);
    List<String> unexplained = new ArrayList<>();
    boolean mayRepair = ConsignmentLines.mayChange(header);
    for (WrongLine wrong : difference.wrong()) {
      if (mayRepair && isExplained(wrong, unanswered)) {
        assignLine.to(run, own, wrong.expected());
      } else {
        unexplained.add(wrong.sentence());
      }
    }
    difference.absent().forEach(line -> unexplained.add(line.sku() + " is not there"));
    difference
        .strangers()
        .forEach(line -> unexplained.add(ConsignmentLines.label(line) + " is not in the order"));
    if (!unexplained.isEmpty()) {
      reportDrift(
          run,
          "Consignment "
              + own
              + " ("
              + header.status()
              + ") differs from the order: "
              + String.join("; ", unexplained)
              + ".");
    }
  }

  private static List<ExpectedLine> expected(OrderWithLines order) {
    Map<ProductId, ExpectedLine> lines = new HashMap<>();
    order.lines().stream()
        .filter(line -> line.productId() != null)
        .map(
            line ->
                new ExpectedLine(
                    new ProductId(String.valueOf(line.productId())),
                    line.sku(),
                    line.quantity(),
                    line.unitCost()))
        .forEach(
            line ->
                lines.merge(
                    line.product(),
                    line,
                    (a, b) ->
                        new ExpectedLine(
                            a.product(), a.sku(), a.count().add(b.count()), a.cost())));
    return List.copyOf(lines.values());
  }

  /// For each product, what our requests of unknown outcome may have added to it at most.
  private Map<String, BigDecimal> unansweredCounts(Run run, ConsignmentId own) {
    List<Intent> intents =
        database.read(
            tx -> journal.intents(tx, run.order(), Operation.ADD_PRODUCTS, History.ONCE_UNKNOWN));
    return intents.stream()
        .filter(intent -> own.value().equals(intent.consignmentId()))
        .flatMap(intent -> intent.lines().stream())
        .collect(Collectors.toMap(SentLine::productId, SentLine::count, BigDecimal::add));
  }

  private static boolean isExplained(WrongLine wrong, Map<String, BigDecimal> unanswered) {
    BigDecimal actual = wrong.actual().count();
    BigDecimal possible = unanswered.get(wrong.expected().product().value());
    if (possible == null) {
      return false;
    }
    BigDecimal surplus = actual.subtract(wrong.expected().count());
    return surplus.signum() > 0 && surplus.compareTo(possible) <= 0;
  }

  private void reportDrift(Run run, String words) {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          journal.noteFailure(tx, run.order(), run.job().id().value(), Operation.DRIFT, words);
        });
  }
}
