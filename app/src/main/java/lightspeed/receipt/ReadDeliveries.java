package lightspeed.receipt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.drift.ConsignmentLinks;
import lightspeed.job.JobHandler;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RunningJob;
import lightspeed.json.Json;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.sync.Connection;
import lightspeed.sync.ReadFailures;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.GoodsDelivery;
import lightspeed.xseries.GoodsDeliveryLine;
import lightspeed.xseries.ListedPurchaseOrder;
import lightspeed.xseries.Page;
import lightspeed.xseries.Pages;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Handles `deliveries.read`: reads what came when for an order, and keeps it to be shown. Only
/// reads Lightspeed, so a crash anywhere leaves nothing; the next run reads again.
///
/// How a purchase order's id relates to its consignment's is not documented. So, for each of the
/// order's consignments:
///
/// 1. The purchase order with the consignment's id, when it has the consignment's number too.
/// 2. Else the only one with its number, in the list of all; which one is remembered.
/// 3. Else there is none; that too is remembered, for [#SEARCHED_AGAIN].
///
/// **Twice:** changes nothing.
public final class ReadDeliveries implements JobHandler {
  public static final JobType TYPE = new JobType("deliveries.read");

  /// The list is walked again for an order that it did not have.
  private static final Duration SEARCHED_AGAIN = Duration.ofDays(1);

  private static final Duration SOON = Duration.ofSeconds(1);

  private static final int NOT_FOUND = 404;

  private final Database database;
  private final PurchaseOrderStore orders;
  private final Connection connection;
  private final InstantSource clock;
  private final ConsignmentLinks links = new ConsignmentLinks();
  private final ReadFailures failures;

  public ReadDeliveries(
      Database database, PurchaseOrderStore orders, Connection connection, InstantSource clock) {
    this.database = database;
    this.orders = orders;
    this.connection = connection;
    this.clock = clock;
    this.failures = new ReadFailures(connection);
  }

  /// The payload, version 1.
  record Payload(int version, String purchaseOrderId) {}

  /// Queues a look at the deliveries of an order, in the caller's transaction.
  ///
  /// **Twice:** coalesces for the same receipt.
  ///
  /// @param linesVersion of the receipt that they are read for: a later one is read for again
  public static void enqueue(Handle tx, JobQueue queue, PurchaseOrderId order, long linesVersion) {
    String payload = Json.mapper().writeValueAsString(new Payload(1, order.value()));
    String key = TYPE.name() + ":" + order.value() + ":" + linesVersion;
    var _ = queue.enqueue(tx, NewJob.of(TYPE, payload, key).withPriority(Priority.LOW));
  }

  /// Whether those of the order's consignment were looked for at least once.
  public static boolean isKnown(Handle handle, PurchaseOrder order) {
    return !DeliveryStore.looks(handle, order).isEmpty();
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
    PurchaseOrderId id = new PurchaseOrderId(payload.purchaseOrderId());
    return failures.sorted(() -> read(job, id));
  }

  private JobOutcome read(RunningJob job, PurchaseOrderId id) throws InterruptedException {
    PurchaseOrder order = database.read(handle -> orders.find(handle, id)).orElse(null);
    if (order == null || !order.hasConsignment() || !connection.client().tellsDeliveries()) {
      return new JobOutcome.Completed();
    }
    Caller caller =
        new Caller(job.id().value(), id.value(), CallBudget.Urgency.BACKGROUND, () -> {});
    List<DeliveryStore.Look> looks = new ArrayList<>();
    Map<String, DeliveryStore.Read> read = new LinkedHashMap<>();
    List<ConsignmentId> consignments = database.read(handle -> consignments(handle, order));
    for (ConsignmentId consignment : consignments) {
      DeliveryStore.Look look = look(caller, order, consignment);
      if (look.purchaseOrderId() != null) {
        look = readInto(read, caller, look, look.purchaseOrderId());
      }
      looks.add(look);
    }
    return database.inTransaction(
        tx -> {
          job.requireClaim(tx);
          PurchaseOrder now = orders.lock(tx, id).orElse(order);
          if (!consignments(tx, now).equals(consignments)) {
            return new JobOutcome.Postponed(
                SOON, "The order got another consignment while its deliveries were read.");
          }
          DeliveryStore.keep(tx, now, looks, read.values());
          job.complete(tx);
          return new JobOutcome.Recorded();
        });
  }

  private List<ConsignmentId> consignments(Handle handle, PurchaseOrder order) {
    if (order.lightspeedConsignmentId() == null) {
      return List.of();
    }
    List<ConsignmentId> all = new ArrayList<>();
    all.add(new ConsignmentId(order.lightspeedConsignmentId()));
    links.live(handle, order.id()).stream()
        .filter(link -> link.role() == ConsignmentLinks.Role.LINKED)
        .map(ConsignmentLinks.Link::consignment)
        .filter(linked -> !all.contains(linked))
        .forEach(all::add);
    return all;
  }

  private DeliveryStore.Look look(Caller caller, PurchaseOrder order, ConsignmentId consignment)
      throws InterruptedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    DeliveryStore.Look before =
        database.read(handle -> DeliveryStore.looks(handle, order)).stream()
            .filter(look -> look.consignmentId().equals(consignment.value()))
            .findFirst()
            .orElse(null);
    if (before != null
        && !before.isRefused()
        && (before.purchaseOrderId() != null || now.isBefore(before.at().plus(SEARCHED_AGAIN)))) {
      return before.with(null);
    }
    try {
      return new DeliveryStore.Look(consignment.value(), find(caller, consignment), null, now);
    } catch (XSeriesException.Rejected refused) {
      return DeliveryStore.Look.refused(
          consignment.value(), String.valueOf(refused.getMessage()), now);
    }
  }

  private @Nullable String find(Caller caller, ConsignmentId consignment)
      throws InterruptedException {
    XSeriesClient client = connection.client();
    String number = client.consignment(caller, consignment).reference();
    try {
      ListedPurchaseOrder same = client.purchaseOrder(caller, consignment.value());
      if (same.number() == null || same.number().equals(number)) {
        return same.id();
      }
    } catch (XSeriesException.Rejected refused) {
      if (refused.status() != NOT_FOUND) {
        throw refused;
      }
    }
    if (number == null) {
      return null;
    }
    List<String> found = new ArrayList<>();
    Pages.walk(
        "purchase orders",
        0,
        after -> client.purchaseOrders(caller, after),
        page -> collect(page, number, found));
    return found.size() == 1 ? found.getFirst() : null;
  }

  private static void collect(Page<ListedPurchaseOrder> page, String number, List<String> found) {
    page.items().stream()
        .filter(each -> Objects.equals(each.number(), number))
        .map(ListedPurchaseOrder::id)
        .filter(id -> !found.contains(id))
        .forEach(found::add);
  }

  private DeliveryStore.Look readInto(
      Map<String, DeliveryStore.Read> read,
      Caller caller,
      DeliveryStore.Look look,
      String purchaseOrder)
      throws InterruptedException {
    XSeriesClient client = connection.client();
    List<String> leftOut = new ArrayList<>();
    try {
      Map<String, GoodsDelivery> newest = new LinkedHashMap<>();
      Pages.walk(
          "deliveries of purchase order " + purchaseOrder,
          0,
          after -> client.deliveries(caller, purchaseOrder, after),
          page -> page.items().forEach(each -> newest.put(each.id(), each)));
      for (GoodsDelivery delivery : newest.values()) {
        List<GoodsDeliveryLine> lines =
            Pages.all(
                "lines of delivery " + delivery.id(),
                0,
                after -> client.deliveryLines(caller, purchaseOrder, delivery.id(), after));
        DeliveryStore.Read one = new DeliveryStore.Read(delivery, lines);
        if (one.fits()) {
          read.put(delivery.id(), one);
        } else {
          leftOut.add(delivery.id());
        }
      }
      return leftOut.isEmpty() ? look : look.with(tooLarge(leftOut));
    } catch (XSeriesException.Rejected refused) {
      return DeliveryStore.Look.refused(
          look.consignmentId(), String.valueOf(refused.getMessage()), look.at());
    }
  }

  private static String tooLarge(List<String> deliveries) {
    return deliveries.size() == 1
        ? "Delivery "
            + deliveries.getFirst()
            + " is not shown: it has a quantity that is too large. Look at it in Lightspeed."
        : deliveries.size()
            + " deliveries are not shown: they have quantities that are too large. Look at them in"
            + " Lightspeed: "
            + String.join(", ", deliveries);
  }
}
