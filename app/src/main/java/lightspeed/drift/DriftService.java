package lightspeed.drift;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.OutletZones;
import lightspeed.db.Database;
import lightspeed.drift.ConsignmentLinks.Role;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.DueDates;
import lightspeed.purchaseorder.FormerStore;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWriter;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.RemoteContent;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.AcceptLines;
import lightspeed.sync.ConsignmentLines;
import lightspeed.sync.PushOrder;
import lightspeed.sync.Shown;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What people do about drift: look, take over what Lightspeed has, push what the order says, or
/// see it no more. Each choice is in the audit log, with what differed.
///
/// **Threads:** safe.
public final class DriftService {
  private final Database database;
  private final PurchaseOrderStore orders;
  private final DriftStore drift;
  private final JobQueue queue;
  private final PurchaseOrderService service;
  private final ReadOrder readOrder;
  private final Judge judge;
  private final KeepDifferences keepDifferences;
  private final AuditLog audit;
  private final InstantSource clock;
  private final ConsignmentLinks links = new ConsignmentLinks();

  /// What the service works with.
  public record Parts(
      Database database,
      PurchaseOrderStore orders,
      DriftStore drift,
      JobQueue queue,
      ReadOrder readOrder,
      Judge judge,
      AuditLog audit,
      InstantSource clock) {}

  /// Judges what has an order's number in Lightspeed, as far as a walk has seen it.
  @FunctionalInterface
  public interface Judge {
    void judge(Caller caller, PurchaseOrder order) throws InterruptedException;
  }

  public DriftService(Parts parts, PurchaseOrderService service) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.drift = parts.drift();
    this.queue = parts.queue();
    this.readOrder = parts.readOrder();
    this.judge = parts.judge();
    this.keepDifferences = new KeepDifferences(parts.orders(), parts.drift());
    this.audit = parts.audit();
    this.clock = parts.clock();
    this.service = service;
  }

  /// What differs now.
  ///
  /// @param findings also the ignored ones
  /// @param shown names the picture of Lightspeed that this was found in, for a decision about it;
  ///     null when the consignment is gone
  /// @param doors what can be done about it
  public record Report(
      PurchaseOrder order, List<Finding> findings, @Nullable Shown shown, Doors doors) {
    public Report {
      findings = List.copyOf(findings);
    }

    public List<Finding> open() {
      return findings.stream().filter(finding -> finding.ignoredBy() == null).toList();
    }
  }

  /// An order and its consignment as it is at this moment.
  private record Pair(PurchaseOrder order, Optional<RemoteOrder> remote) {
    @Nullable Shown shown() {
      return remote.map(RemoteOrder::shown).orElse(null);
    }

    /// @throws PurchaseOrderException.Conflict when something else is there than was shown
    void requireAsShown(@Nullable Shown wanted) {
      if (wanted != null && !wanted.equals(shown())) {
        throw new PurchaseOrderException.Conflict(
            order.id(),
            "Order "
                + order.publicId()
                + " has changed in Lightspeed since it was shown, so nothing was done. Look at the"
                + " difference again and decide again.");
      }
    }
  }

  /// What differed when the consignment was last read; asks Lightspeed nothing.
  public List<Finding> known(PurchaseOrder order) {
    return database.read(handle -> drift.of(handle, order.id()));
  }

  /// Reads the consignment and compares.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when Lightspeed does not have it yet
  public Report diff(String idOrPublicId) throws InterruptedException {
    Pair pair = read(idOrPublicId);
    return database.inTransaction(tx -> compare(tx, pair));
  }

  /// As [#diff], and what differs now is not shown any more until it changes.
  public Report ignore(String idOrPublicId, String actor) throws InterruptedException {
    return ignore(idOrPublicId, actor, null);
  }

  /// As [#ignore(String, String)], if Lightspeed still has what was shown.
  ///
  /// @param shown what the person saw; null: what is there now
  public Report ignore(String idOrPublicId, String actor, @Nullable Shown shown)
      throws InterruptedException {
    Pair pair = read(idOrPublicId);
    pair.requireAsShown(shown);
    return database.inTransaction(
        tx -> {
          Report before = compare(tx, pair);
          if (drift.ignore(tx, pair.order().id(), actor) > 0) {
            note(tx, "drift.ignore", before, actor);
            keepDifferences.mark(tx, before.order());
          }
          return report(tx, before.order(), pair);
        });
  }

  /// Makes the order here what its consignment is. One that Lightspeed does not have any more is
  /// cancelled here. The order keeps its number, so another reference stays a difference.
  ///
  /// @throws PurchaseOrderException.Conflict when the order is half sent, or being worked on, or
  ///     nothing of what differs can be taken over
  public Report takeRemote(String idOrPublicId, String actor) throws InterruptedException {
    return takeRemote(idOrPublicId, actor, null);
  }

  /// As [#takeRemote(String, String)], if Lightspeed still has what was shown.
  ///
  /// @param shown what the person saw; null: what is there now
  public Report takeRemote(String idOrPublicId, String actor, @Nullable Shown shown)
      throws InterruptedException {
    Pair pair = read(idOrPublicId);
    pair.requireAsShown(shown);
    return database.inTransaction(
        tx -> {
          Report before = compare(tx, pair);
          if (before.findings().isEmpty()) {
            return before;
          }
          requireIdle(tx, before.order());
          if (before.doors().taken().isEmpty()) {
            throw conflict(before, before.doors().refusalToTake(before.order().publicId()));
          }
          take(tx, before.order(), pair.remote(), actor);
          note(tx, "drift.take_remote", before, actor);
          return compare(tx, pair);
        });
  }

  private void take(Handle tx, PurchaseOrder order, Optional<RemoteOrder> remote, String actor) {
    if (remote.isEmpty()) {
      if (order.state() != OrderState.CANCELLED) {
        orders.changeState(tx, order.id(), order.state(), OrderState.CANCELLED, actor);
      }
      return;
    }
    RemoteOrder live = remote.get();
    Consignment header = live.header();
    long known = Objects.requireNonNullElse(order.lightspeedVersion(), 0L);
    orders.applyRemote(
        tx,
        order.id(),
        RemoteState.of(header.status(), order.state()),
        header.status(),
        Math.max(known, Objects.requireNonNullElse(header.version(), known)),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
    AcceptLines.note(tx, order.id(), null, header.id(), live.ownLines());
    // A receipt is a receipt, by whatever door it comes.
    var _ = orders.applyReceipts(tx, order.id(), live.received(), live.newestLine());
    orders.takeRemote(
        tx,
        order.id(),
        new RemoteContent(
            header.supplierId(),
            header.outletId(),
            DueDates.dayOf(header.dueAt(), OutletZones.of(tx, header.outletId())),
            live.products().entrySet().stream().map(DriftService::line).toList()));
  }

  private static RemoteContent.Line line(Map.Entry<String, ProductTotals> product) {
    ProductTotals totals = product.getValue();
    return new RemoteContent.Line(
        product.getKey(), totals.sku(), totals.count(), totals.received(), totals.cost());
  }

  /// Queues the job that makes the consignment what the order says.
  ///
  /// @throws PurchaseOrderException.Conflict when Lightspeed takes no changes of it any more,
  ///     another job is at work on it, or nothing of what differs can be pushed
  public JobId pushLocal(String idOrPublicId, String actor) throws InterruptedException {
    return pushLocal(idOrPublicId, actor, null);
  }

  /// As [#pushLocal(String, String)], if Lightspeed still has what was shown.
  ///
  /// @param seen what the person saw; null: what is there now
  public JobId pushLocal(String idOrPublicId, String actor, @Nullable Shown seen)
      throws InterruptedException {
    Pair pair = read(idOrPublicId);
    pair.requireAsShown(seen);
    PurchaseOrderId id = pair.order().id();
    JobId job =
        database.inTransaction(
            tx -> {
              Report before = compare(tx, pair);
              requireIdle(tx, before.order());
              if (!before.doors().isPushOpen()) {
                throw conflict(before, before.doors().refusalToPush(before.order().publicId()));
              }
              Shown shown = Objects.requireNonNull(pair.shown());
              note(tx, "drift.push_local", before, actor);
              return queue.enqueue(tx, PushOrder.newJob(id, actor, shown)).id();
            });
    queue.signal();
    return job;
  }

  private static PurchaseOrderException.Conflict conflict(Report report, String words) {
    return new PurchaseOrderException.Conflict(report.order().id(), words);
  }

  /// What closes the doors as a whole. The order is locked: no job becomes its writer before this
  /// transaction ends.
  private Doors.Closed closed(Handle tx, PurchaseOrder order, Pair pair) {
    String number = order.publicId();
    if (isBusy(tx, order)) {
      String busy = "a job is at work on it.";
      return new Doors.Closed(busy, busy);
    }
    boolean hasParts =
        links.live(tx, order.id()).stream().anyMatch(link -> link.role() == Role.LINKED);
    return new Doors.Closed(
        whyNotTaken(tx, order, pair, hasParts),
        whyNotPushed(pair, hasParts, links.orderedSecond(tx, order.id()).orElse(null), number));
  }

  private void requireIdle(Handle tx, PurchaseOrder order) {
    if (isBusy(tx, order)) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "A job is at work on order " + order.publicId() + "; try again when it has ended.");
    }
  }

  private boolean isBusy(Handle tx, PurchaseOrder order) {
    return OrderWriter.of(tx, order.id()).isPresent()
        || order.syncStatus() == SyncStatus.SYNCING
        || queue.findUnfinished(new SyncJob(order.id()).uniqueKey()).isPresent();
  }

  /// What is only half there is not taken for what was ordered, and an order is not cancelled while
  /// a part of it is on its way.
  private static @Nullable String whyNotTaken(
      Handle tx, PurchaseOrder order, Pair pair, boolean hasParts) {
    boolean isHalfSent =
        order.state().isBeforeSending()
            && pair.remote().filter(live -> ConsignmentLines.mayChange(live.header())).isPresent();
    if (isHalfSent || AcceptLines.isInDoubt(tx, order.id())) {
      return "it is only half there, or a request of ours is still unanswered. Finish it first:"
          + " sync:retry "
          + order.publicId()
          + ", or sync:diff "
          + order.publicId()
          + " --push-local if it was changed there.";
    }
    return pair.remote().isEmpty() && hasParts
        ? "its consignment is gone, but a part of it is still in Lightspeed."
        : null;
  }

  private static @Nullable String whyNotPushed(
      Pair pair, boolean hasParts, @Nullable ConsignmentId second, String number) {
    if (pair.remote().isEmpty()) {
      return "its consignment is not there.";
    }
    Consignment header = pair.remote().get().header();
    if (!ConsignmentLines.mayChange(header)) {
      return "its consignment is "
          + header.status()
          + " there, and can be changed only while it is OPEN or SENT.";
    }
    if (hasParts) {
      return "it has several consignments there, and what order "
          + number
          + " says is all of them.";
    }
    return second == null
        ? null
        : "consignment "
            + second
            + " has its number too and was sent or received, so its goods would be ordered once"
            + " more. Settle that first: cancel it in Lightspeed, or --ignore it here.";
  }

  private Pair read(String idOrPublicId) throws InterruptedException {
    PurchaseOrder order = service.get(idOrPublicId).order();
    String id = order.lightspeedConsignmentId();
    database.useTransaction(tx -> FormerStore.refuse(tx, order));
    judge.judge(Caller.person(), order);
    readOrder.askForSeconds(Caller.person(), order);
    if (id == null) {
      return new Pair(requireSomething(order), Optional.empty());
    }
    return new Pair(order, readOrder.read(Caller.person(), order));
  }

  /// An order without a consignment may have one too many all the same.
  private PurchaseOrder requireSomething(PurchaseOrder order) {
    if (!known(order).isEmpty()) {
      return order;
    }
    throw new PurchaseOrderException.Conflict(
        order.id(),
        "Order "
            + order.publicId()
            + " is not in Lightspeed, so there is nothing to compare it with. What has its number"
            + " there: lightspeed-cli register:list --reference="
            + order.publicId()
            + ", and then lightspeed-cli po:adopt "
            + order.publicId()
            + " --consignment=<id>, which shows what differs and asks.");
  }

  private Report compare(Handle tx, Pair pair) {
    PurchaseOrder order = orders.lock(tx, pair.order().id()).orElse(pair.order());
    boolean isAboutIt =
        Objects.equals(order.lightspeedConsignmentId(), pair.order().lightspeedConsignmentId());
    if (isAboutIt) { // Else it got another one while this was read.
      keepDifferences.in(tx, order, pair.remote());
    }
    return report(tx, order, pair);
  }

  private Report report(Handle tx, PurchaseOrder order, Pair pair) {
    List<Finding> findings = drift.of(tx, order.id());
    List<Difference> differences = findings.stream().map(Finding::difference).toList();
    Doors doors = Doors.of(order, differences, closed(tx, order, pair));
    return new Report(order, findings, pair.shown(), doors);
  }

  private void note(Handle tx, String action, Report report, String actor) {
    String words =
        report.findings().stream()
            .map(finding -> finding.difference().sentence())
            .collect(Collectors.joining("; "));
    audit.append(
        tx,
        actor,
        action,
        "PURCHASE_ORDER",
        report.order().id().value(),
        new AuditDetails().with("differences", words).json(),
        null);
  }
}
