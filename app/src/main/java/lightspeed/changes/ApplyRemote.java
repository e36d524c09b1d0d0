package lightspeed.changes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import lightspeed.catalog.SkuMappings;
import lightspeed.drift.KeepDifferences;
import lightspeed.drift.RemoteOrder;
import lightspeed.drift.RemoteState;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.receipt.ReadDeliveries;
import lightspeed.sync.CheckSentOrder;
import lightspeed.sync.RefreshJob;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentProduct;
import org.jdbi.v3.core.Handle;

/// Takes over what was read of one consignment, in the caller's transaction: status and state,
/// received quantities, what differs. Header and lines have versions of their own, and each is
/// taken over only when it is not older than what is here; so it does not matter how often, how
/// late and in which order this is done.
final class ApplyRemote {
  /// When a received order is read once more.
  private static final Duration AFTER_RECEIPT = Duration.ofMinutes(5);

  private final PurchaseOrderStore orders;
  private final JobQueue queue;
  private final KeepDifferences keepDifferences;
  private final InstantSource clock;
  private final boolean tellsDeliveries;
  private final SkuMappings mappings = new SkuMappings();

  ApplyRemote(ChangesParts parts) {
    this.orders = parts.orders();
    this.queue = parts.queue();
    this.keepDifferences = new KeepDifferences(parts.orders(), parts.drift());
    this.clock = parts.clock();
    this.tellsDeliveries = parts.connection().client().tellsDeliveries();
  }

  /// What came of it.
  enum Result {
    DONE,
    /// The order is being sent at this moment; that reads the consignment itself. Try again later.
    BEING_SENT,
    /// No order has this consignment.
    NOT_OURS
  }

  /// @param remote empty when Lightspeed does not have it any more
  Result apply(Handle tx, String consignmentId, Optional<RemoteOrder> remote) {
    Optional<PurchaseOrder> found =
        orders
            .findByConsignmentId(tx, consignmentId)
            .flatMap(order -> orders.lock(tx, order.id()))
            .filter(order -> consignmentId.equals(order.lightspeedConsignmentId()));
    if (found.isEmpty()) {
      return Result.NOT_OURS;
    }
    PurchaseOrder order = found.get();
    if (order.syncStatus() == SyncStatus.SYNCING) {
      return Result.BEING_SENT;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (remote.isEmpty()) {
      keepDifferences(tx, order, remote);
    } else if (NewsOfOrder.isOwnWork(order, remote.get().header())) {
      return Result.DONE;
    } else {
      take(tx, order, remote.get(), now);
    }
    orders.markChecked(tx, order.id(), now);
    return Result.DONE;
  }

  private void take(Handle tx, PurchaseOrder order, RemoteOrder remote, Instant now) {
    Consignment header = remote.header();
    long known = Objects.requireNonNullElse(order.lightspeedVersion(), 0L);
    long version = Objects.requireNonNullElse(header.version(), known);
    if (version < known) {
      return; // An older picture than the one that is here: nothing on it counts.
    }
    if (order.state() == OrderState.APPROVED && order.syncStatus() != SyncStatus.SYNCED) {
      leaveSending(tx, order, header, version, now);
    }
    orders.applyRemote(
        tx,
        order.id(),
        RemoteState.of(header.status(), order.state()),
        header.status(),
        version,
        now);
    boolean isNew = orders.applyReceipts(tx, order.id(), remote.received(), remote.newestLine());
    readDeliveries(tx, order, remote, isNew);
    orders.markReceiptUnfinished(tx, order.id(), isUnfinished(remote));
    if (header.status().equals(Consignment.RECEIVED) && order.state() != OrderState.RECEIVED) {
      RefreshJob.enqueueLater(tx, queue, header.id(), AFTER_RECEIPT);
    }
    keepDifferences(tx, orders.find(tx, order.id()).orElse(order), Optional.of(remote));
  }

  /// Also those of before this version of the API was chosen.
  private void readDeliveries(Handle tx, PurchaseOrder order, RemoteOrder remote, boolean isNew) {
    boolean hasReceipts = remote.received().values().stream().anyMatch(one -> one.signum() > 0);
    if (tellsDeliveries && (isNew || (hasReceipts && !ReadDeliveries.isKnown(tx, order)))) {
      ReadDeliveries.enqueue(tx, queue, order.id(), remote.newestLine());
    }
  }

  /// Compares the order with what was read.
  void keepDifferences(Handle tx, PurchaseOrder order, Optional<RemoteOrder> remote) {
    keepDifferences.in(tx, order, remote);
  }

  /// A receipt is processed in the background, and may fall back: until each of its lines says that
  /// it succeeded, the order is read once a day.
  private static boolean isUnfinished(RemoteOrder remote) {
    return remote.header().status().equals(Consignment.RECEIVED)
        && remote.allLines().stream()
            .filter(line -> line.received().signum() > 0)
            .map(ConsignmentProduct::status)
            .anyMatch(status -> status != null && !status.endsWith("SUCCESS"));
  }

  /// Staff went on with an order whose sending had not ended. What is missing in it shows as drift,
  /// and what became of requests that nobody answered is found out by a later look.
  private void leaveSending(
      Handle tx, PurchaseOrder order, Consignment header, long version, Instant now) {
    switch (header.status()) {
      case Consignment.DISPATCHED, Consignment.RECEIVED -> {
        orders.markSent(tx, order.id(), header.id().value(), header.status(), version, now);
        mappings.linkConsignment(tx, order.id().value(), header.id().value());
      }
      case Consignment.CANCELLED -> orders.notSynced(tx, order.id());
      default -> {
        return;
      }
    }
    CheckSentOrder.promiseIfInDoubt(tx, queue, order.id());
  }
}
