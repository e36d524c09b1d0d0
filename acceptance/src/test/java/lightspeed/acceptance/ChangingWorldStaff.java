package lightspeed.acceptance;

import java.util.Locale;
import java.util.Optional;
import lightspeed.acceptance.ChangingWorld.Act;
import lightspeed.acceptance.StoreDesk.Held;
import lightspeed.acceptance.StoreDesk.Line;

/// What staff do to an order's consignment.
final class ChangingWorldStaff {
  private ChangingWorldStaff() {}

  /// Does one act of theirs.
  ///
  /// @param sku of the order's first line
  /// @return false when there was nothing to act on
  static boolean act(StoreDesk desk, Act act, String number, int how, String sku) {
    if (act == Act.STAFF_KEY_NUMBER) {
      desk.keyIn(number, sku, 5 + how % 3);
      return true;
    }
    Optional<Held> found =
        desk.consignments(number).stream()
            .filter(one -> !one.isDeleted() && !one.isByStaff())
            .findFirst();
    if (found.isEmpty()) {
      return false;
    }
    Held ours = found.get();
    boolean isOnLine = act == Act.STAFF_EDIT || act == Act.STAFF_REMOVE;
    if (isOnLine && ours.lines().isEmpty()) {
      return false;
    }
    switch (act) {
      case STAFF_EDIT, STAFF_REMOVE -> {
        Line line = ours.lines().get(how % ours.lines().size());
        desk.edit(ours, line, act == Act.STAFF_REMOVE ? 0 : 1 + how % 60);
      }
      case STAFF_DUPLICATE -> desk.duplicate(ours);
      case STAFF_SPLIT -> desk.split(ours);
      case STAFF_SEND -> desk.act(ours, "dispatch");
      default -> desk.act(ours, act.name().substring("STAFF_".length()).toLowerCase(Locale.ROOT));
    }
    return true;
  }
}
