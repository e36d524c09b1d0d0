package lightspeed.drift;

import java.util.Arrays;
import lightspeed.purchaseorder.OrderState;
import org.jspecify.annotations.Nullable;

/// What can differ between an order and Lightspeed, and why one of the two sides cannot be given
/// the other's value. Pure.
enum Kind {
  STATUS("status"),
  REFERENCE("reference"),
  OUTLET("outlet"),
  SUPPLIER("supplier"),
  DUE_AT("due_at"),
  LINE("line:"),
  COUNT("count:"),
  COST("cost:"),
  RECEIVED("received:"),
  /// The SKU of a line means another product than it was sent as.
  SKU("sku:"),
  /// The whole consignment is gone.
  DELETED(Difference.DELETED),
  /// A consignment that is one too many.
  SECOND(Difference.SECOND);

  private static final String NO_QUANTITY = "0 at ";

  private final String item;

  Kind(String item) {
    this.item = item;
  }

  static Kind of(Difference difference) {
    return Arrays.stream(values())
        .filter(kind -> kind.isOf(difference.item()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown item " + difference.item()));
  }

  private boolean isOf(String name) {
    return item.endsWith(":") ? name.startsWith(item) : name.equals(item);
  }

  /// Why the order cannot take over what Lightspeed has; null when it can.
  ///
  /// @param state of the order
  @Nullable String whyNotTaken(Difference difference, OrderState state) {
    String there = difference.there();
    return switch (this) {
      case STATUS -> isStateOf(there, state) ? null : "a " + state + " order has no such state";
      case REFERENCE -> "an order keeps its number";
      case SUPPLIER -> there == null ? "Lightspeed names none" : null;
      case COST -> there == null ? "Lightspeed has none" : null;
      case LINE ->
          there != null && there.startsWith(NO_QUANTITY) ? "no quantity is ordered there" : null;
      case SECOND -> "an order has one consignment and the parts of it";
      case OUTLET, DUE_AT, COUNT, RECEIVED, SKU, DELETED -> null;
    };
  }

  private static boolean isStateOf(@Nullable String status, OrderState state) {
    return status != null && RemoteState.statusOf(RemoteState.of(status, state)).equals(status);
  }

  /// Why Lightspeed cannot be given what the order says; null when it can.
  @Nullable String whyNotPushed(Difference difference) {
    return switch (this) {
      case STATUS -> "a status is changed in Lightspeed";
      case OUTLET, SUPPLIER -> difference.here() == null ? "the order names none" : null;
      case RECEIVED -> "Lightspeed decides what was received";
      case SKU -> "Lightspeed decides what a SKU means";
      case DELETED -> "it is deleted there";
      case SECOND -> "nothing is cancelled that may be on its way";
      case REFERENCE, DUE_AT, LINE, COUNT, COST -> null;
    };
  }
}
