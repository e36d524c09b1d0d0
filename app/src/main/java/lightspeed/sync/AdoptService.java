package lightspeed.sync;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.OutletZones;
import lightspeed.catalog.SkuMappings;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.job.Priority;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Takes a consignment that stands in Lightspeed over as an order's, because a person says that it
/// is: first [#look], which shows what differs, then [#adopt] with what was shown.
///
/// While it is OPEN the order goes on to be sent by its job, which reads header and lines and stops
/// at what is not the order's. SENT or later, the order is in that state at once, and what differs
/// is kept with it. What else stands under the number is judged after the
/// next poll.
///
/// **Threads:** safe.
public final class AdoptService {
  private static final int NOT_FOUND = 404;
  private static final int PAGE = 200;

  private final Database database;
  private final PurchaseOrderStore orders;
  private final PurchaseOrderService service;
  private final SyncService sync;
  private final JobQueue queue;
  private final AuditLog audit;
  private final TakeOver takeOver;
  private final XSeriesClient client;
  private final CheckOrder checkOrder;
  private final SyncJournal journal;
  private final JudgeReference judgeReference;
  private final Register register;
  private final Untouched untouched;
  private final InstantSource clock;
  private final SkuMappings mappings = new SkuMappings();

  public AdoptService(
      SyncParts parts,
      JobQueue queue,
      PurchaseOrderService service,
      SyncService sync,
      AuditLog audit,
      TakeOver takeOver) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.client = parts.client();
    this.checkOrder = parts.checkOrder();
    this.journal = parts.journal();
    this.clock = parts.clock();
    this.judgeReference = new JudgeReference(parts);
    this.register = parts.register();
    this.untouched = new Untouched(parts, queue);
    this.service = service;
    this.sync = sync;
    this.queue = queue;
    this.audit = audit;
    this.takeOver = takeOver;
  }

  /// Keeps what was read of the consignment on its order, and what differs, in the transaction that
  /// adopts it: from the first moment the order says what is so.
  @FunctionalInterface
  public interface TakeOver {
    void apply(Handle tx, Consignment header, List<ConsignmentProduct> lines);
  }

  /// An order beside a consignment, as a person is shown them.
  ///
  /// @param status of the consignment
  /// @param version of the consignment; the decision counts for this one only
  /// @param differences empty: it is exactly the order
  public record Look(
      PurchaseOrder order,
      ConsignmentId consignment,
      String status,
      long version,
      List<Differing> differences) {
    public Look {
      differences = List.copyOf(differences);
    }

    /// Names this picture, for a decision about it that comes with a later request.
    public String shown() {
      return version + "-" + Integer.toHexString((status + differences).hashCode());
    }
  }

  /// Details of an ADOPT_CONSIGNMENT row.
  record Adopted(String consignmentId, String status, String by, List<String> differences) {}

  /// What was read, and what the order means in Lightspeed.
  private record Seen(
      Look look, ResolvedOrder resolved, Consignment header, List<ConsignmentProduct> lines) {}

  /// Reads header and lines of the consignment and compares them with the order.
  ///
  /// @throws PurchaseOrderException.NotFound when there is no such order
  /// @throws PurchaseOrderException.Conflict when the order cannot take that consignment over
  public Look look(String idOrPublicId, ConsignmentId consignment) throws InterruptedException {
    return see(idOrPublicId, consignment).look();
  }

  private Seen see(String idOrPublicId, ConsignmentId consignment) throws InterruptedException {
    OrderWithLines order = service.get(idOrPublicId);
    Untouched.require(order.order());
    Consignment header = header(order.order(), consignment);
    requireAdoptable(order.order(), header);
    requireFurthest(order.order(), header);
    ResolvedOrder resolved = resolved(order);
    List<ConsignmentProduct> lines = ConsignmentLines.read(client, Caller.person(), consignment);
    List<Differing> differences =
        Differing.between(
            resolved, header, lines, database.read(tx -> OutletZones.of(tx, resolved.outletId())));
    differences.stream()
        .filter(one -> one.item().equals(Differing.SUPPLIER))
        .findFirst()
        .ifPresent(
            other -> {
              throw Untouched.conflict(
                  order.order(),
                  "is for supplier "
                      + other.here()
                      + ", consignment "
                      + consignment
                      + " for "
                      + (other.there() == null ? "none" : other.there())
                      + ": it is not this order. Look at it: lightspeed-cli vend:consignment "
                      + consignment);
            });
    long version = Objects.requireNonNullElse(header.version(), 0L);
    return new Seen(
        new Look(order.order(), consignment, header.status(), version, differences),
        resolved,
        header,
        lines);
  }

  private Consignment header(PurchaseOrder order, ConsignmentId id) throws InterruptedException {
    try {
      return UnexpectedAnswer.requireSame(id, client.consignment(Caller.person(), id));
    } catch (UnexpectedAnswer other) {
      throw Untouched.conflict(
          order, "cannot take consignment " + id + " over: " + other.getMessage());
    } catch (XSeriesException.Rejected refused) {
      if (refused.status() != NOT_FOUND) {
        throw refused;
      }
      throw PurchaseOrderException.NotFound.consignment(id.value(), order.publicId());
    }
  }

  private static void requireAdoptable(PurchaseOrder order, Consignment header) {
    String cannot = "cannot take consignment " + header.id() + " over: it is ";
    if (!header.type().equals(Consignment.SUPPLIER)) {
      throw Untouched.conflict(order, cannot + "no purchase order but " + header.type() + ".");
    }
    if (header.deletedAt() != null) {
      throw Untouched.conflict(
          order,
          cannot
              + "deleted. Send the order instead: lightspeed-cli sync:retry "
              + order.publicId());
    }
    if (header.status().equals(Consignment.CANCELLED)) {
      throw Untouched.conflict(
          order,
          cannot
              + header.status()
              + ". Send the order beside it: lightspeed-cli sync:diff "
              + order.publicId()
              + " --send-beside");
    }
  }

  /// Of several consignments under the number only one that is as far as any other can be the
  /// order: whoever takes over an OPEN one beside one that was sent orders the goods twice, and
  /// whoever takes over the rest of a receipt is told that what was received is missing.
  private void requireFurthest(PurchaseOrder order, Consignment header)
      throws InterruptedException {
    register.ensure(Caller.person(), register.fromNowOn());
    List<RegisteredConsignment> known =
        database.read(handle -> register.standingUnder(handle, order.publicId()));
    List<Consignment> standing =
        judgeReference.standing((_, _) -> Caller.person(), order.id(), known);
    standing.stream()
        .filter(other -> progress(other) > progress(header))
        .filter(other -> !database.read(tx -> AnothersConsignment.is(tx, order.id(), other.id())))
        .max(Comparator.comparingInt(AdoptService::progress))
        .ifPresent(
            other -> {
              throw Untouched.conflict(
                  order,
                  "cannot take consignment %s (%s) over: consignment %s (%s) has its number too and is"
                          .formatted(header.id(), header.status(), other.id(), other.status())
                      + " further along. If that one is this order, take it over:"
                      + " lightspeed-cli po:adopt %s --consignment=%s. If it is another order, give it"
                          .formatted(order.publicId(), other.id())
                      + " another number in Lightspeed first.");
            });
  }

  private static int progress(Consignment consignment) {
    return stateOf(consignment.status()).map(OrderState::ordinal).orElse(-1);
  }

  private ResolvedOrder resolved(OrderWithLines order) throws InterruptedException {
    CatalogLookup lookup = new CatalogLookup(client, Caller.person());
    return switch (checkOrder.check(order, lookup, CheckOrder.Mirror.LEAVE)) {
      case CheckOrder.Result.Ready ready -> ready.order();
      case CheckOrder.Result.Refused refused ->
          throw Untouched.conflict(
              order.order(),
              "cannot be compared with a consignment: "
                  + refused.problems().stream()
                      .map(SyncProblem::sentence)
                      .collect(Collectors.joining(" ")));
    };
  }

  /// Takes the consignment over as it was shown.
  ///
  /// @throws PurchaseOrderException.Conflict when it or the order has changed since
  public PurchaseOrder adopt(Look shown, String actor) throws InterruptedException {
    return adopt(shown.order().id().value(), shown.consignment(), shown.shown(), actor);
  }

  /// As [#adopt(Look, String)], for a decision that comes with a later request.
  ///
  /// @param shown what [Look#shown()] said
  /// @throws PurchaseOrderException.NotFound when there is no such order or consignment
  /// @throws PurchaseOrderException.Conflict when it or the order has changed since
  public PurchaseOrder adopt(
      String idOrPublicId, ConsignmentId consignment, String shown, String actor)
      throws InterruptedException {
    Seen now = see(idOrPublicId, consignment);
    PurchaseOrder order = now.look().order();
    if (!isAsShown(now.look(), shown)) {
      throw Untouched.conflict(
          order,
          "or consignment "
              + consignment
              + " has changed since it was shown, so nothing was taken over. Look again:"
              + " lightspeed-cli po:adopt "
              + order.publicId()
              + " --consignment="
              + consignment);
    }
    PurchaseOrder adopted = database.inTransaction(tx -> adopt(tx, now, actor));
    queue.signal();
    return adopted;
  }

  private static boolean isAsShown(Look now, String shown) {
    return now.shown().equals(shown);
  }

  private PurchaseOrder adopt(Handle tx, Seen now, String actor) {
    Look look = now.look();
    PurchaseOrder order = untouched.lock(tx, look.order().id());
    requireNobodyElses(tx, order, look.consignment());
    ResolvedOrder resolved = now.resolved();
    orders.saveResolution(
        tx, order.id(), resolved.supplierId(), resolved.outletId(), resolved.productOfLine());
    String id = look.consignment().value();
    orders.saveConsignment(tx, order.id(), id, look.status(), look.version());
    note(tx, look, actor);
    // Its job finds an order that is sent already and ends well, or sends this one.
    var _ = sync.enqueue(tx, order.id(), Priority.HIGH);
    stateOf(look.status())
        .ifPresent(
            state -> {
              var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
              orders.markSent(tx, order.id(), id, look.status(), look.version(), at);
              orders.applyRemote(tx, order.id(), state, look.status(), look.version(), at);
              mappings.linkConsignment(tx, order.id().value(), id);
            });
    takeOver.apply(tx, now.header(), now.lines());
    RefreshJob.enqueue(tx, queue, look.consignment());
    register.compareAgain(tx, order.publicId(), look.consignment());
    return orders.withLines(tx, order.id()).order();
  }

  /// The state of an order that is in Lightspeed; empty while it is OPEN there.
  private static Optional<OrderState> stateOf(String status) {
    return switch (status) {
      case Consignment.SENT -> Optional.of(OrderState.SENT);
      case Consignment.DISPATCHED -> Optional.of(OrderState.DISPATCHED);
      case Consignment.RECEIVED -> Optional.of(OrderState.RECEIVED);
      default -> Optional.empty();
    };
  }

  /// What became of the orders that were stopped because their numbers are taken.
  ///
  /// @param queued those whose consignment is exactly the order: their jobs link them or end well
  /// @param left the others; a person decides on each
  public record Exact(List<PurchaseOrder> queued, List<PurchaseOrder> left) {
    public Exact {
      queued = List.copyOf(queued);
      left = List.copyOf(left);
    }
  }

  /// Takes over every order that was stopped because its number is taken, and whose consignment is
  /// exactly the order by now, also one that was received before the order was written here.
  ///
  /// @throws lightspeed.register.RegisterTrouble when the list cannot be walked to its end
  public Exact adoptExact(String actor) throws InterruptedException {
    List<PurchaseOrder> queued = new ArrayList<>();
    List<PurchaseOrder> left = new ArrayList<>();
    register.ensure(Caller.person(), register.fromNowOn());
    for (PurchaseOrder order : stopped()) {
      (isTakenOver(order, actor) ? queued : left).add(order);
    }
    return new Exact(queued, left);
  }

  private List<PurchaseOrder> stopped() {
    List<PurchaseOrder> stopped = new ArrayList<>();
    @Nullable PurchaseOrderId after = null;
    while (true) {
      PurchaseOrderId from = after;
      List<PurchaseOrder> page = database.read(tx -> orders.pending(tx, PAGE, from));
      if (page.isEmpty()) {
        return stopped;
      }
      page.stream()
          .filter(order -> order.syncStatus() == SyncStatus.FAILED && !order.hasConsignment())
          .filter(order -> sync.isStoppedByReference(order.id()))
          .forEach(stopped::add);
      after = page.getLast().id();
    }
  }

  private boolean isTakenOver(PurchaseOrder order, String actor) throws InterruptedException {
    try {
      ResolvedOrder resolved = resolved(service.get(order.id().value()));
      return switch (judgeReference.check(
          (_, _) -> Caller.person(),
          judgeReference.known(order),
          resolved,
          ConsignmentStep.draft(resolved, ConsignmentStep.zone(database, resolved)))) {
        case JudgeReference.Result.Equal _ ->
            sync.retry(order.id().value()) instanceof SyncService.Request.Queued;
        case JudgeReference.Result.Taken(_, _, Consignment its, boolean isExact)
            when isExact && its != null -> {
          var _ = adopt(look(order.id().value(), its.id()), actor);
          yield true;
        }
        default -> false;
      };
    } catch (PurchaseOrderException.Conflict undecided) {
      return false;
    }
  }

  private void requireNobodyElses(Handle tx, PurchaseOrder order, ConsignmentId consignment) {
    orders
        .findByConsignmentId(tx, consignment.value())
        .ifPresent(
            other -> {
              throw Untouched.conflict(
                  order,
                  "cannot take consignment "
                      + consignment
                      + " over: it is order "
                      + other.publicId()
                      + "'s.");
            });
  }

  private void note(Handle tx, Look look, String actor) {
    List<String> words = look.differences().stream().map(AdoptService::words).toList();
    String id = look.consignment().value();
    journal.note(
        tx,
        look.order().id(),
        null,
        Operation.ADOPT_CONSIGNMENT,
        new Adopted(id, look.status(), actor, words));
    audit.append(
        tx,
        actor,
        "order.adopt",
        "PURCHASE_ORDER",
        look.order().id().value(),
        new AuditDetails()
            .with("consignment", id)
            .with("differences", String.join("; ", words))
            .json(),
        null);
  }

  private static String words(Differing one) {
    return one.item() + ": " + one.here() + " here, " + one.there() + " in Lightspeed";
  }
}
