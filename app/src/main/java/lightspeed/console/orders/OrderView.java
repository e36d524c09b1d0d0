package lightspeed.console.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lightspeed.console.Frame;
import lightspeed.console.Show;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.history.TimelineEntry;
import lightspeed.history.TimelinePage;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.receipt.OrderDeliveries;
import lightspeed.register.RegisteredConsignment;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;

/// One order with all that is known of it.
///
/// @param deliveries what came when
/// @param differences what differed from Lightspeed when that was read last, also ignored ones
/// @param standing what stands under its number in Lightspeed as of the last walk, when the order
///     was stopped for that; else empty
/// @param numberTaken a warning that the store has its number already, before it is sent
/// @param nextAttemptAt when its waiting job may start, null when none waits
public record OrderView(
    Frame frame,
    PurchaseOrder order,
    List<LineItem> lines,
    OrderDeliveries deliveries,
    List<Finding> differences,
    List<RegisteredConsignment> standing,
    @Nullable String numberTaken,
    @Nullable Instant nextAttemptAt,
    TimelinePage timeline) {

  /// Where it stands, for those who do not know the words of the states.
  public String inWords() {
    if (isHistory()) {
      return "It was sent to "
          + order.formerStore()
          + ", which this installation has left. It is kept as history. To order it in the store of"
          + " today, make it a draft again.";
    }
    return switch (order.state()) {
      case DRAFT -> "A draft, waiting for approval.";
      case APPROVED ->
          switch (order.syncStatus()) {
            case NOT_SYNCED, SYNCED, DIFFERS -> "Approved; nothing sends it to Lightspeed yet.";
            case QUEUED -> "Approved; it waits to be sent to Lightspeed.";
            case SYNCING -> "Approved; it is being sent to Lightspeed.";
            case FAILED -> "Approved, but it could not be sent to Lightspeed.";
          };
      case SENT -> "Lightspeed has it; the goods are to come.";
      case DISPATCHED -> "Lightspeed says that the goods were dispatched.";
      case RECEIVED -> "The goods were received.";
      case CANCELLED -> "It was cancelled.";
    };
  }

  public boolean canEdit() {
    return order.state().isEditable() && frame.may(Right.EDIT_ORDERS);
  }

  public boolean canApprove() {
    return order.state() == OrderState.DRAFT && frame.may(Right.APPROVE);
  }

  /// It is approved and Lightspeed does not have all of it.
  public boolean canSync() {
    return order.state() == OrderState.APPROVED && !isHistory() && frame.may(Right.OPERATE);
  }

  public boolean hasFailed() {
    return order.syncStatus() == SyncStatus.FAILED;
  }

  public boolean canCancel() {
    return !isHistory()
        && order.state() != OrderState.CANCELLED
        && order.state() != OrderState.RECEIVED
        && frame.may(Right.APPROVE);
  }

  /// It was sent to a store that was left.
  public boolean isHistory() {
    return order.formerStore() != null;
  }

  /// It was never sent, as far as is known here, or only to a store that was left.
  public boolean canReopen() {
    boolean isUnsent =
        (order.state() == OrderState.APPROVED || order.state() == OrderState.CANCELLED)
            && order.sentAt() == null;
    return (isUnsent || isHistory()) && frame.may(Right.APPROVE);
  }

  /// A person decides: it is this order, or another one.
  public boolean isNumberTaken() {
    return !standing.isEmpty();
  }

  /// It stopped because its number is taken, and somebody of this role may decide.
  public boolean canDecide() {
    return isNumberTaken() && canSync();
  }

  /// Whether it may be taken over.
  public static boolean canBeAdopted(RegisteredConsignment one) {
    return !one.isGone() && !one.isCancelled();
  }

  public boolean canCompare() {
    return order.hasConsignment() && !isHistory() && frame.may(Right.OPERATE);
  }

  public List<Finding> openDifferences() {
    return differences.stream().filter(finding -> finding.ignoredBy() == null).toList();
  }

  public BigDecimal received() {
    return lines.stream().map(LineItem::quantityReceived).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// The address of the following part of the timeline.
  public String olderTimeline() {
    var next = Objects.requireNonNull(timeline.next());
    return "/order/timeline?id="
        + Show.part(order.publicId())
        + "&at="
        + Show.part(next.at().toString())
        + "&kind="
        + next.kind().name()
        + "&entry="
        + next.id();
  }

  /// The address of the text behind an entry.
  public String body(TimelineEntry entry) {
    return "/order/timeline/body?id="
        + Show.part(order.publicId())
        + "&kind="
        + entry.kind().name()
        + "&entry="
        + entry.id();
  }
}
