package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lightspeed.audit.ActorName;

/// What the settings say about approving, at the moment it matters. A token acts for the person who
/// made it: whose token wrote an order does not approve it, by hand or by another token.
///
/// @param isSent whether approving sends by itself, the setting `sync_auto_on_approval`
/// @param secondPersonAbove worth above which nobody approves what they began or changed, the
///     setting `approval_second_person_above`; empty: everybody may
public record ApprovalRules(BooleanSupplier isSent, Supplier<OptionalInt> secondPersonAbove) {

  /// Anyone may approve anything.
  public static ApprovalRules anyone(BooleanSupplier isSent) {
    return new ApprovalRules(isSent, OptionalInt::empty);
  }

  /// Refuses people who would approve a large order that they began or changed.
  ///
  /// @param worth what it is worth, see [OrderWorth]; asked only when there is a limit
  /// @param editors who changed it without having begun it; asked only when it matters
  /// @throws PurchaseOrderException.SecondPersonNeeded when another person must approve it
  void require(
      PurchaseOrder order,
      Supplier<BigDecimal> worth,
      String actor,
      Supplier<Set<String>> editors) {
    OptionalInt limit = secondPersonAbove.get();
    if (limit.isEmpty() || worth.get().compareTo(BigDecimal.valueOf(limit.getAsInt())) <= 0) {
      return;
    }
    var person = ActorName.person(actor);
    var createdBy = order.createdBy();
    boolean isBegun = createdBy != null && person.equals(ActorName.person(createdBy));
    if (isBegun || editors.get().stream().map(ActorName::person).anyMatch(person::equals)) {
      throw new PurchaseOrderException.SecondPersonNeeded(
          order.id(),
          "Order "
              + order.publicId()
              + " is worth more than "
              + limit.getAsInt()
              + " (approval_second_person_above) and was "
              + (isBegun ? "written" : "changed")
              + " by "
              + person
              + ": another person must approve it.");
    }
  }
}
