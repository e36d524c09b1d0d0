package xseries.emulator.control;

import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// What will still happen although nobody asks for anything more.
///
/// @param lateApplies requests that have arrived and are not carried out yet
/// @param deliveries webhooks that are still to be delivered
/// @param receipts receipts that are still to be processed
/// @param hiddenRows rows that lists do not show as they are yet
public record Pending(int lateApplies, int deliveries, int receipts, int hiddenRows) {
  public int total() {
    return lateApplies + deliveries + receipts + hiddenRows;
  }

  ObjectNode toJson() {
    return Json.object()
        .put("late_applies", lateApplies)
        .put("deliveries", deliveries)
        .put("receipts", receipts)
        .put("hidden_rows", hiddenRows)
        .put("total", total());
  }
}
