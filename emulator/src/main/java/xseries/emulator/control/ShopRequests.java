package xseries.emulator.control;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.HeaderChange;
import xseries.emulator.consignment.ShopFloor;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Members;

/// What staff do to a consignment, by request: `dispatch`, `receive`, `cancel`, `delete`, `revert`,
/// `edit`.
final class ShopRequests {
  private static final List<String> RECEIVE_MEMBERS =
      List.of("lines", "complete", "supplier_invoice");
  private static final List<String> EDIT_MEMBERS =
      List.of(
          "reference",
          "supplier_id",
          "due_at",
          "lines",
          "outlet_id",
          "name",
          "supplier_invoice",
          "source_outlet_id",
          "consignment_date",
          "show_inactive");

  private final ShopFloor shop;

  ShopRequests(ShopFloor shop) {
    this.shop = shop;
  }

  /// Does one act of the shop side.
  ///
  /// @throws IllegalArgumentException when there is no such act
  /// @throws BadField when the body has a member that the act does not take: receiving everything
  /// because `lines` was misspelt would be a bad surprise
  Consignment act(String act, String id, ObjectNode body) {
    Fields fields = new Fields(body);
    Members.check(body, membersOf(act), act);
    return switch (act) {
      case "dispatch" -> shop.dispatch(id);
      case "cancel" -> shop.cancel(id);
      case "delete" -> shop.delete(id);
      case "revert" -> shop.revert(id);
      case "receive" ->
          shop.receive(
              id,
              LineList.ofEdit(body),
              !Boolean.FALSE.equals(fields.bool("complete")),
              fields.text("supplier_invoice"));
      case "edit" -> shop.edit(id, new HeaderChange(fields), LineList.ofEdit(body));
      default ->
          throw new IllegalArgumentException(
              "The shop side cannot "
                  + act
                  + "; it can dispatch, receive, cancel, delete, revert, edit, duplicate, transfer"
                  + " and split.");
    };
  }

  private static List<String> membersOf(String act) {
    return switch (act) {
      case "receive" -> RECEIVE_MEMBERS;
      case "edit" -> EDIT_MEMBERS;
      default -> List.of();
    };
  }
}
