package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What the settings say about approving, at the moment it matters.
///
/// @param isSent whether approving sends by itself, the setting `sync_auto_on_approval`
/// @param secondPersonAbove cost above which nobody approves what they wrote themselves, the
///     setting `approval_second_person_above`; empty: everybody may
public record ApprovalRules(BooleanSupplier isSent, Supplier<OptionalInt> secondPersonAbove) {

  /// Anyone may approve anything.
  public static ApprovalRules anyone(BooleanSupplier isSent) {
    return new ApprovalRules(isSent, OptionalInt::empty);
  }

  /// Refuses people who would approve a large order of their own.
  ///
  /// @throws PurchaseOrderException.Conflict when somebody else has to approve it
  void require(PurchaseOrder order, String actor) {
    OptionalInt limit = secondPersonAbove.get();
    if (limit.isPresent()
        && order.totalCost().compareTo(BigDecimal.valueOf(limit.getAsInt())) > 0
        && actor.equals(order.createdBy())) {
      throw new PurchaseOrderException.Conflict(
          order.id(),
          "Order "
              + order.publicId()
              + " costs more than "
              + limit.getAsInt()
              + " (approval_second_person_above) and was written by "
              + actor
              + ": somebody else has to approve it.");
    }
  }
}
