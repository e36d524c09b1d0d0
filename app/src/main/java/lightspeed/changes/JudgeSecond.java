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
import lightspeed.job.OneWaiting;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Register;
import lightspeed.sync.AnothersConsignment;
import lightspeed.sync.Connection;
import lightspeed.sync.FindGone;
import lightspeed.sync.ReadFailures;
import lightspeed.sync.RefreshJob;
import lightspeed.sync.SecondConsignment;
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

  /// How soon it is read again when Lightspeed refused to show it.
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

  private final Database database;
  private final PurchaseOrderStore orders;
  private final JobQueue queue;
  private final Connection connection;
  private final FindGone findGone;
  private final ReadOrder readOrder;
  private final SecondConsignment second;
  private final ApplyRemote applyRemote;
  private final ConsignmentLinks links = new ConsignmentLinks();
  private final ReadFailures failures;

  JudgeSecond(ChangesParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.queue = parts.queue();
    this.connection = parts.connection();
    this.findGone = parts.findGone();
    this.readOrder = parts.readOrder();
    this.second = new SecondConsignment(queue, connection);
    this.applyRemote = new ApplyRemote(parts);
    this.failures = new ReadFailures(connection);
  }

  /// The payload, version 1.
  ///
  /// @param isLast whether a later look had its chance
  record Payload(int version, String purchaseOrderId, String consignmentId, boolean isLast) {
    void enqueue(Handle tx, JobQueue queue) {
      OneWaiting.enqueue(tx, queue, this::newJob);
    }

    private NewJob newJob(int number) {
      String key =
          KEY + purchaseOrderId + ":" + consignmentId + ":" + (isLast ? "last:" : "") + number;
      NewJob job =
          NewJob.of(TYPE, Json.mapper().writeValueAsString(this), key).withPriority(Priority.HIGH);
      return isLast ? job.after(AFTER_LATER_LOOK) : job;
    }
  }

  /// Asks for it to be judged, in the caller's transaction; call [JobQueue#signal] after the
  /// commit.
  ///
  /// **Twice:** coalesces, see [OneWaiting].
  static void enqueue(Handle tx, JobQueue queue, PurchaseOrderId order, ConsignmentId consignment) {
    new Payload(1, order.value(), consignment.value(), false).enqueue(tx, queue);
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
    Caller caller =
        new Caller(
            job.id().value(), payload.purchaseOrderId(), CallBudget.Urgency.BACKGROUND, () -> {});
    return patient(
        failures.sorted(
            () ->
                judge(caller, payload, job::requireClaim, job::complete)
                    ? new JobOutcome.Recorded()
                    : new JobOutcome.Completed()));
  }

  /// Nothing names this consignment again: it is judged however long it cannot be read.
  private static JobOutcome patient(JobOutcome outcome) {
    return outcome instanceof JobOutcome.Failed(String reason)
        ? new JobOutcome.Postponed(AFTER_REFUSAL, reason)
        : RefreshConsignment.patient(outcome);
  }

  /// Reads and judges it at once, for a person who asks.
  ///
  /// @throws lightspeed.xseries.XSeriesException when it cannot be read
  void judgeNow(Caller caller, PurchaseOrder order, ConsignmentId other)
      throws InterruptedException {
    if (!database.read(handle -> second.isConfirmedBeside(handle, order, other))) {
      Payload payload = new Payload(1, order.id().value(), other.value(), false);
      var _ = judge(caller, payload, tx -> {}, tx -> {});
    }
  }

  /// @param claim holds before anything is written
  /// @param end what ends the job with it
  /// @return false when there is nothing to judge, and nothing was ended
  private boolean judge(Caller caller, Payload payload, Register.Guard claim, Register.Guard end)
      throws InterruptedException {
    PurchaseOrderId id = new PurchaseOrderId(payload.purchaseOrderId());
    ConsignmentId other = new ConsignmentId(payload.consignmentId());
    Optional<PurchaseOrder> order = database.read(handle -> orders.find(handle, id));
    if (order.isEmpty() || other.value().equals(order.get().lightspeedConsignmentId())) {
      return false;
    }
    Optional<RemoteOrder> there =
        RemoteOrder.read(findGone, connection.client(), caller, other)
            .filter(live -> !live.header().status().equals(Consignment.CANCELLED));
    String own = order.get().lightspeedConsignmentId();
    Optional<RemoteOrder> ours =
        there.isEmpty() || own == null ? Optional.empty() : readOrder.read(caller, order.get());
    database.useTransaction(
        tx -> {
          claim.require(tx);
          orders
              .lock(tx, id)
              .ifPresent(now -> conclude(tx, order.get(), now, there, ours, payload));
          end.require(tx);
        });
    queue.signal();
    return true;
  }

  /// The order may have got a consignment since it was read: perhaps this one.
  private void conclude(
      Handle tx,
      PurchaseOrder before,
      PurchaseOrder now,
      Optional<RemoteOrder> there,
      Optional<RemoteOrder> ours,
      Payload payload) {
    String own = now.lightspeedConsignmentId();
    ConsignmentId other = new ConsignmentId(payload.consignmentId());
    if (other.value().equals(own)) {
      return;
    }
    if (!Objects.equals(own, before.lightspeedConsignmentId())) {
      payload.enqueue(tx, queue);
    } else if (AnothersConsignment.is(tx, now.id(), other)) {
      links.remove(tx, now.id(), other);
      forget(tx, now);
    } else if (there.isPresent()) {
      decide(tx, orders.withLines(tx, now.id()), there.get(), ours, payload);
    } else {
      forget(tx, now);
    }
  }

  private void decide(
      Handle tx,
      OrderWithLines order,
      RemoteOrder there,
      Optional<RemoteOrder> ours,
      Payload payload) {
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
      new Payload(1, payload.purchaseOrderId(), other.value(), true).enqueue(tx, queue);
      return;
    }
    if (link(tx, order.order(), there, Role.SECOND)) {
      second.report(tx, order.order(), there.header());
    }
    applyRemote.keepDifferences(tx, order.order(), ours);
  }

  /// It is gone, cancelled or another order's: the order is compared without it. One that has no
  /// consignment needs nothing read for that.
  private void forget(Handle tx, PurchaseOrder order) {
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
  /// also when the other parts are counted.
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
