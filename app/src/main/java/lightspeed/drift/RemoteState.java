package lightspeed.drift;

import lightspeed.purchaseorder.OrderState;
import lightspeed.xseries.Consignment;

/// Which state of an order a status of Lightspeed stands for.
public final class RemoteState {
  private RemoteState() {}

  /// OPEN keeps an order that was not sent; one that was sent and then opened again by staff stays
  /// SENT, so that nothing sends it a second time, and its status shows as drift. An unknown status
  /// keeps the state and is shown beside it, word for word.
  public static OrderState of(String status, OrderState now) {
    return switch (status) {
      case Consignment.OPEN -> now.isBeforeSending() ? now : OrderState.SENT;
      case Consignment.SENT -> OrderState.SENT;
      case Consignment.DISPATCHED -> OrderState.DISPATCHED;
      case Consignment.RECEIVED -> OrderState.RECEIVED;
      case Consignment.CANCELLED -> OrderState.CANCELLED;
      default -> now;
    };
  }

  /// The status that an order in this state has in Lightspeed.
  static String statusOf(OrderState state) {
    return switch (state) {
      case DRAFT, APPROVED -> Consignment.OPEN;
      case SENT -> Consignment.SENT;
      case DISPATCHED -> Consignment.DISPATCHED;
      case RECEIVED -> Consignment.RECEIVED;
      case CANCELLED -> Consignment.CANCELLED;
    };
  }
}
