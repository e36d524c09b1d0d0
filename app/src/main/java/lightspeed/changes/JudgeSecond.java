package lightspeed.changes;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.drift.ConsignmentLinks;
import lightspeed.drift.ConsignmentLinks.Role;
import lightspeed.drift.ReadOrder;
import lightspeed.drift.RemoteOrder;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.Connection;
import lightspeed.sync.FindGone;
import lightspeed.sync.RefreshJob;
import lightspeed.sync.SecondConsignment;
import lightspeed.sync.SyncFailures;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// Handles `consignment.second`: a consignment that has the number of an order, and is not its own,
/// is read and judged.
///
/// - The rest that Lightspeed splits off at a partial receipt (same supplier and outlet, a part of
/// our open products, and ours is RECEIVED) is linked: its receipts count.
/// - One that a lost create of ours may explain is looked into by its order's later look, and
/// judged again afterwards.
/// - One that a person confirmed as another order, when this one was sent beside it, stays that.
/// - Any other is one too many: the loudest there is. Nobody is told to cancel it, because goods
/// may be on their way.
///
/// Only reads Lightspeed. **Twice:** changes nothing.
final class JudgeSecond implements JobHandler {
  static final JobType TYPE = new JobType("consignment.second");

  /// What the unique keys of these jobs begin with.
  static final String KEY = TYPE.name() + ":";

  /// How long the later look has before the consignment is judged again.
  private static final Duration AFTER_LATER_LOOK = Duration.ofMinutes(2);

  private final Database database;
  private final PurchaseOrderStore orders;
  private final JobQueue queue;
  private final Connection connection;
  private final FindGone findGone;
  private final ReadOrder readOrder;
  private final SecondConsignment second;
  private final ApplyRemote applyRemote;
  private final ConsignmentLinks links = new ConsignmentLinks();
  private final SyncFailures failures;

  JudgeSecond(ChangesParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.queue = parts.queue();
    this.connection = parts.connection();
    this.findGone = parts.findGone();
    this.readOrder = parts.readOrder();
    this.second = new SecondConsignment(queue, connection);
    this.applyRemote = new ApplyRemote(parts);
    this.failures = new SyncFailures(connection);
  }

  /// The payload, version 1.
  ///
  /// @param isLast whether a later look had its chance
  record Payload(int version, String purchaseOrderId, String consignmentId, boolean isLast) {
    NewJob newJob() {
      String key = KEY + consignmentId + (isLast ? ":last" : "");
      NewJob job =
          NewJob.of(TYPE, Json.mapper().writeValueAsString(this), key).withPriority(Priority.HIGH);
      return isLast ? job.after(AFTER_LATER_LOOK) : job;
    }
  }

  /// Has it judged, in the caller's transaction.
  static void enqueue(Handle tx, JobQueue queue, PurchaseOrderId order, ConsignmentId consignment) {
    var _ = queue.enqueue(tx, new Payload(1, order.value(), consignment.value(), false).newJob());
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
    return failures.sorted(() -> judge(job, payload));
  }

  private JobOutcome judge(RunningJob job, Payload payload) throws InterruptedException {
    PurchaseOrderId id = new PurchaseOrderId(payload.purchaseOrderId());
    ConsignmentId other = new ConsignmentId(payload.consignmentId());
    Optional<PurchaseOrder> order = database.read(handle -> orders.find(handle, id));
    if (order.isEmpty() || other.value().equals(order.get().lightspeedConsignmentId())) {
      return new JobOutcome.Completed();
    }
    Caller caller =
        new Caller(job.id().value(), id.value(), CallBudget.Urgency.BACKGROUND, () -> {});
    Optional<RemoteOrder> there =
        RemoteOrder.read(findGone, connection.client(), caller, other)
            .filter(live -> !live.header().status().equals(Consignment.CANCELLED));
    String own = order.get().lightspeedConsignmentId();
    Optional<RemoteOrder> ours =
        there.isEmpty() || own == null ? Optional.empty() : readOrder.read(caller, order.get());
    database.useTransaction(
        tx -> {
          job.requireClaim(tx);
          there.ifPresentOrElse(live -> decide(tx, id, live, ours, payload), () -> forget(tx, id));
          job.complete(tx);
        });
    queue.signal();
    return new JobOutcome.Recorded();
  }

  private void decide(
      Handle tx,
      PurchaseOrderId id,
      RemoteOrder there,
      Optional<RemoteOrder> ours,
      Payload payload) {
    OrderWithLines order = orders.withLines(tx, id);
    ConsignmentId other = there.header().id();
    if (!order.order().hasConsignment() && order.order().state() != OrderState.CANCELLED) {
      return; // What stands under its number is judged when it is sent.
    }
    if (second.isConfirmedBeside(tx, order.order(), other)) {
      return;
    }
    if (ours.isPresent() && isRest(order, ours.get(), there)) {
      link(tx, order.order(), there, Role.LINKED);
      RefreshJob.enqueue(tx, queue, ours.get().header().id());
      return;
    }
    if (!payload.isLast() && second.mayBeOurs(tx, order.order())) {
      second.lookInto(tx, order.order());
      var _ =
          queue.enqueue(
              tx, new Payload(1, payload.purchaseOrderId(), other.value(), true).newJob());
      return;
    }
    if (link(tx, order.order(), there, Role.SECOND)) {
      second.report(tx, order.order(), there.header());
    }
    applyRemote.keepDifferences(tx, order.order(), ours);
  }

  /// It is gone or cancelled: the order is compared without it. One that has no consignment needs
  /// nothing read for that.
  private void forget(Handle tx, PurchaseOrderId id) {
    PurchaseOrder order = orders.withLines(tx, id).order();
    String own = order.lightspeedConsignmentId();
    if (own == null) {
      applyRemote.keepDifferences(tx, order, Optional.empty());
    } else {
      RefreshJob.enqueue(tx, queue, new ConsignmentId(own));
    }
  }

  private boolean link(Handle tx, PurchaseOrder order, RemoteOrder there, Role role) {
    Consignment header = there.header();
    return links.add(
        tx,
        order.id(),
        header.id(),
        role,
        header.status(),
        Objects.requireNonNullElse(header.version(), 0L));
  }

  /// The rest of a partial receipt: ours is RECEIVED, and everything on it is still open there,
  /// also
  /// when the other parts are counted.
  static boolean isRest(OrderWithLines order, RemoteOrder ours, RemoteOrder there) {
    Consignment own = ours.header();
    Consignment other = there.header();
    if (!own.status().equals(Consignment.RECEIVED)
        || there.ownLines().isEmpty()
        || !own.outletId().equals(other.outletId())
        || !Objects.equals(own.supplierId(), other.supplierId())) {
      return false;
    }
    Map<String, BigDecimal> open =
        order.lines().stream()
            .filter(line -> line.productId() != null)
            .collect(
                Collectors.toMap(
                    line -> String.valueOf(line.productId()), LineItem::quantity, BigDecimal::add));
    ours.without(there.header().id())
        .counted()
        .forEach(
            (product, count) ->
                open.computeIfPresent(product, (_, ordered) -> ordered.subtract(count)));
    return there.ownLines().stream()
        .allMatch(
            line -> {
              BigDecimal left = open.get(line.productId().value());
              return left != null && line.count().compareTo(left) <= 0;
            });
  }
}
